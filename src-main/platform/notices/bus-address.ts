import { join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

const unescape = (value: string): string | null => {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
};

const socketOf = (address: string): string | null => {
  const [, params = ""] = /^unix:(.*)$/s.exec(address) ?? [];
  for (const pair of params.split(",")) {
    const [, key, escaped = ""] = /^(path|abstract)=(.+)$/s.exec(pair) ?? [];
    const value = unescape(escaped);
    if (key === undefined || value === null) continue;
    return key === "abstract" ? `\0${value}` : value;
  }
  return null;
};

/**
 * Sockets of the session's bus, the likeliest first: those that `DBUS_SESSION_BUS_ADDRESS` names, else the one that the
 * system keeps for each user. Addresses of other kinds than Unix sockets are left out.
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#addresses
 */
export const sessionBusSockets = (env: Env): string[] => {
  const named = env["DBUS_SESSION_BUS_ADDRESS"];
  if (named) return named.split(";").flatMap((address) => socketOf(address) ?? []);
  return env["XDG_RUNTIME_DIR"] ? [join(env["XDG_RUNTIME_DIR"], "bus")] : [];
};
