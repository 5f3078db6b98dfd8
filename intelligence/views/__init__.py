"""The pages of what the inspectorates tell each other."""
