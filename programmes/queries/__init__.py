"""What can be found of the programmes, always with the viewer."""
