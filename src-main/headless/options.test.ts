import { expect, test } from "vitest";
import { parseOptions, usage } from "./options.ts";

const nothing = { port: undefined, home: undefined, host: undefined, json: false, signIn: false, help: false };

test("without flags everything is left to the environment and the settings", () => {
  expect(parseOptions([])).toEqual(nothing);
  expect(parseOptions(["--headless"])).toEqual(nothing);
});

test("every flag is read, with a space or with an equals sign", () => {
  expect(parseOptions(["--headless", "--port", "0", "--home=/data", "--host", "127.0.0.1", "--json"])).toEqual({
    ...nothing,
    port: 0,
    home: "/data",
    host: "127.0.0.1",
    json: true,
  });
  expect(parseOptions(["--sign-in", "-h"])).toEqual({ ...nothing, signIn: true, help: true });
});

test.each(["65536", "-1", "80.5", "http", "", "0x10"])("--port %j is refused in words", (port) => {
  expect(() => parseOptions([`--port=${port}`])).toThrow(/is not a port: it must be a number from 0 to 65535/);
});

test("a flag that needs a value is refused without one", () => {
  expect(() => parseOptions(["--home="])).toThrow("--home needs a value.");
  expect(() => parseOptions(["--host="])).toThrow("--host needs a value.");
  expect(() => parseOptions(["--home"])).toThrow(/--home/);
});

test("what is not known is refused together with what there is", () => {
  expect(() => parseOptions(["--prot", "1"])).toThrow(/--prot[^]*--port N/);
  expect(() => parseOptions(["serve"])).toThrow(/serve[^]*--port N/);
  for (const flag of ["--port", "--host", "--home", "--json", "--sign-in", "--help"]) expect(usage).toContain(flag);
});
