import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientFolder } from "./folder.ts";

const home = () => "/home/ann";

describe("the client folder", () => {
  it("is the configuration folder of the system", () => {
    expect(clientFolder({ env: {}, platform: "linux", home })).toBe(join("/home/ann", ".config", "muster"));
    expect(clientFolder({ env: {}, platform: "darwin", home })).toBe(join("/home/ann", ".config", "muster"));
    expect(clientFolder({ env: { XDG_CONFIG_HOME: "/x" }, platform: "linux", home })).toBe(join("/x", "muster"));
    expect(clientFolder({ env: { APPDATA: "/roam" }, platform: "win32", home })).toBe(join("/roam", "muster"));
  });

  it("is client in MUSTER_HOME where that is set", () => {
    expect(clientFolder({ env: { MUSTER_HOME: "/m", XDG_CONFIG_HOME: "/x" }, platform: "linux", home })).toBe(
      join("/m", "client"),
    );
    expect(clientFolder({ env: { MUSTER_HOME: "" }, platform: "linux", home })).toContain(".config");
  });
});
