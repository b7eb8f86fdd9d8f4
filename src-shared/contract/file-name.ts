const mostBytes = 180;

// Controls and format characters, among them those that turn the reading direction round: "gpj.exe" must not look
// like an image. Then what Windows takes for something else, and line and paragraph separators.
const misleading = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu;
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

const bytesOf = (text: string) => new TextEncoder().encode(text).length;

const shorten = (name: string): string => {
  if (bytesOf(name) <= mostBytes) return name;
  const extension = /\.[A-Za-z0-9]{1,12}$/.exec(name)?.[0] ?? "";
  const letters = Array.from(name.slice(0, name.length - extension.length));
  let room = mostBytes - extension.length;
  const end = letters.findIndex((letter) => {
    room -= bytesOf(letter);
    return room < 0;
  });
  return letters.slice(0, end).join("").trimEnd() + extension;
};

/**
 * The name of a file as it may be shown and written to any disk: its last part alone, without characters that mislead
 * or that a system takes for something else, at most 180 bytes in UTF-8 with its extension kept; `file` when nothing
 * is left.
 */
export const cleanFileName = (name: string): string => {
  const last = name.toWellFormed().normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const plain = last.replace(misleading, "").replace(/\s+/g, " ");
  // A dot in front hides a file, one at the end is dropped by Windows; so is a space.
  const bare = shorten(plain.replace(/^[.\s]+/, "")).replace(/[.\s]+$/, "");
  return devices.test(bare) ? `_${bare}` : bare || "file";
};
