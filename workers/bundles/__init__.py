"""What people and machine keys do with bundles, behind ``workers.bundle_commands``."""
