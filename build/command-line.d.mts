/** Builds the command line into a folder, `out/cli` by default: `muster.cjs`, and the parts that it loads when needed. */
export declare const buildCommandLine: (options?: { folder?: string }) => Promise<string[]>;
