"""Text to layers; no stage knows another."""
