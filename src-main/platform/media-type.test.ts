import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createTextCheck, mediaTypeOf } from "./media-type.ts";
import { tempFolder } from "./temp-folder.ts";

const typeOf = async (bytes: string | Uint8Array) => {
  const path = join(tempFolder(), "file");
  writeFileSync(path, bytes);
  const check = createTextCheck();
  check.push(Buffer.from(bytes as Uint8Array));
  return mediaTypeOf(path, check.end());
};

test.each([
  ["%PDF-1.7\n%âãÏÓ\n", "application/pdf"],
  [Buffer.from("504b0304140000000000", "hex"), "application/zip"],
  ["<!doctype html><title>x</title>", "text/plain"],
  ["<?xml version='1.0'?><svg/>", "text/plain"],
  ['<html xmlns="http://www.w3.org/1999/xhtml"/>', "text/plain"],
  ["#!/bin/sh\necho", "text/plain"],
  ["BEGIN:VCALENDAR\nVERSION:2.0\n", "text/plain"],
  ["GIF89a", "image/gif"],
  [Buffer.from("CWS\u000f", "latin1"), "application/octet-stream"],
  [Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]), "application/octet-stream"],
  [Buffer.from([0xff, 0xfe, 0x3c, 0, 0x68, 0]), "application/octet-stream"],
  ["\u001b[31mred\u001b[0m\r\n\tx\f", "text/plain"],
  ["", "text/plain"],
])("%j is %s", async (bytes, type) => {
  expect(await typeOf(bytes)).toBe(type);
});

test("a letter that is cut between two pieces is still text, one that never ends is not", () => {
  const [first = 0, ...rest] = Buffer.from("ü");
  const whole = createTextCheck();
  whole.push(Buffer.of(first));
  whole.push(Buffer.from(rest));
  expect(whole.end()).toBe(true);
  const half = createTextCheck();
  half.push(Buffer.of(first));
  expect(half.end()).toBe(false);
});
