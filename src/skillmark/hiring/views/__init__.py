"""The pages of hiring."""
