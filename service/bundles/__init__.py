"""What people and machine keys do with bundles, behind ``service.bundle_commands``."""
