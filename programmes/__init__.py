"""Annex A of the 2018 paper: each inspectorate's routine programmes, as rules and activities."""
