type Env = Readonly<Record<string, string | undefined>>;

const isSet = (env: Env, names: readonly string[]): boolean => names.every((name) => Boolean(env[name]));

/** One of these sets lets Apple's notary be asked: https://github.com/electron/notarize. */
const notaryVariables = [
  ["APPLE_API_KEY", "APPLE_API_KEY_ID", "APPLE_API_ISSUER"],
  ["APPLE_ID", "APPLE_APP_SPECIFIC_PASSWORD", "APPLE_TEAM_ID"],
  ["APPLE_KEYCHAIN", "APPLE_KEYCHAIN_PROFILE"],
] as const;

const hasMacIdentity = (env: Env): boolean => Boolean(env["CSC_LINK"] || env["CSC_NAME"]);

/**
 * What of the packager's settings depends on whether there is a certificate. Without one a Mac's program is only sealed:
 * such a one may not have the hardened runtime, which would refuse to load its own parts.
 */
export const signingSettings = (env: Env) => ({
  mac: hasMacIdentity(env)
    ? { notarize: notaryVariables.some((names) => isSet(env, names)) }
    : { identity: "-", hardenedRuntime: false, notarize: false },
});

/** For the person who packs: what the packages are worth to those who install them. */
export const describeSigning = (env: Env, platform: NodeJS.Platform): string[] => {
  if (platform === "darwin") {
    if (!hasMacIdentity(env)) {
      return ["Not signed: CSC_LINK (or CSC_NAME) names no certificate. macOS opens it only after a person allows it."];
    }
    return notaryVariables.some((names) => isSet(env, names))
      ? []
      : [`Signed but not notarised: set ${notaryVariables.map((names) => names.join(", ")).join("; or ")}.`];
  }
  if (platform !== "win32" || env["WIN_CSC_LINK"] || env["CSC_LINK"]) return [];
  return ["Not signed: WIN_CSC_LINK names no certificate. Windows warns before it starts the installer."];
};
