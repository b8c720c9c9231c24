"""Fields to findings: one dossier per car, joint decoding, one plain function per rule, policy packs, verdicts."""
