/**
 * Whether the person whose id is bound may see the discussion `d`. The same as `roleBy` in core, where it must be a part of
 * the query: so that pages fill up, and for bytes of files.
 */
export const visibleTo = `EXISTS (SELECT 1 FROM people v
  LEFT JOIN narrowings vn ON vn.person_id = v.id AND vn.discussion_key = d.key
  WHERE v.id = ? AND v.revoked_at IS NULL AND (v.role = 'owner'
    OR iif(vn.role IS NULL, v.sees = 'all', vn.role <> 'none')))`;
