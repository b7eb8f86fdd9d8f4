/** The columns of a person's record. */
export const personColumns = `id, name, role, sees, created_at AS createdAt, last_seen_at AS lastSeenAt,
  revoked_at AS revokedAt`;
