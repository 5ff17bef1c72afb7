"""Rehearse a deployment on an emulator of AWS that enforces IAM."""
