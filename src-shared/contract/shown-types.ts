/** Media types that a browser may show where they stand; every other file is only ever saved. */
export const shownTypes: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];
