"""Nobody sees what is not theirs, through any channel: marked words are planted in every stage and looked for everywhere.

`marks` says what was planted, `rules` who may see it (written from docs and law, not from our policies), `viewers` who looks,
`planting` makes the world through the real commands (`planter` one inspection of it, `targets` says where each stands),
`addresses` has a row for each address and `asking` makes the requests, `searching` asks and reads, `remembering` keeps what the
database has said, `differing` compares two worlds of which one holds something hidden. `bin/test` goes through the pairs,
`bin/faults leaks` through the whole product.
"""
