"""What changes after an article was added: versions, corrections by people, samples to code, erasure."""
