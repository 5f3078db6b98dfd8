"""The rules of the programmes as pure functions: facts in, what is due, overdue, done and covered out, each with its sentence."""
