export function buildHook(options?: { folder?: string; logLevel?: "error" | "info" | "silent" }): Promise<string[]>;
