/** Builds if a source is newer than what is built, and says so. */
export declare const ensureBuilt: () => Promise<void>;
