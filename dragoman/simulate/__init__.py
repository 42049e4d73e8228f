"""simulate: positions played forward by bargaining models that reproduce their sources."""
