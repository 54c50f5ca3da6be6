"""Each path of the platform against its floor, side by side in one run."""
