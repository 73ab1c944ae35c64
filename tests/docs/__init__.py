"""Every example in the documentation is run."""
