import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { NativeImage, Size } from "electron";

type Used =
  | "isEmpty"
  | "getSize"
  | "getScaleFactors"
  | "setTemplateImage"
  | "isTemplateImage"
  | "isMacTemplateImage"
  | "resize"
  | "toPNG"
  | "toDataURL"
  | "addRepresentation";

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
const icoStart = Buffer.from([0, 0, 1, 0]);

const sizeOf = (data: Buffer): Size | null => {
  if (data.subarray(0, 4).equals(pngStart)) return { width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  // In an icon file 0 means 256.
  if (data.subarray(0, 4).equals(icoStart)) return { width: data[6] || 256, height: data[7] || 256 };
  return null;
};

const read = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
};

class DoubleImage implements Pick<NativeImage, Used> {
  readonly name: string;
  isMacTemplateImage: boolean;
  private readonly data: Buffer;
  private readonly size: Size | null;

  constructor(name: string, data: Buffer, size = sizeOf(data)) {
    this.name = name;
    this.data = data;
    this.size = size;
    // As a Mac does it by the file's name.
    this.isMacTemplateImage = /Template(@\dx)?\.png$/.test(name);
  }

  isEmpty(): boolean {
    return this.size === null;
  }
  getSize(): Size {
    return this.size ?? { width: 0, height: 0 };
  }
  getScaleFactors(): number[] {
    return [1];
  }
  setTemplateImage(option: boolean): void {
    this.isMacTemplateImage = option;
  }
  isTemplateImage(): boolean {
    return this.isMacTemplateImage;
  }
  resize({ width, height }: Parameters<NativeImage["resize"]>[0]): NativeImage {
    const now = this.getSize();
    return made(this.name, this.data, { width: width ?? now.width, height: height ?? now.height });
  }
  toPNG(): Buffer {
    return this.data;
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.data.toString("base64")}`;
  }
  addRepresentation(): void {
    // Only screens of other scales show it.
  }
}

const made = (name: string, data: Buffer, size?: Size | null): NativeImage =>
  new DoubleImage(name, data, size) as unknown as NativeImage;

/** The name of the file that an image was read from. */
export const imageName = (image: NativeImage | string | null): string | null => {
  if (image === null) return null;
  return typeof image === "string" ? basename(image) : (image as unknown as DoubleImage).name;
};

export const nativeImage = {
  /** Like Electron's, an image that can't be read is empty rather than an error. */
  createFromPath: (path: string): NativeImage => made(basename(path), read(path)),
  createFromBuffer: (data: Buffer): NativeImage => made("buffer", data),
  createFromDataURL: (url: string): NativeImage => made("url", Buffer.from(url.split(",")[1] ?? "", "base64")),
  createFromBitmap: (data: Buffer, { width, height }: Size): NativeImage => made("bitmap", data, { width, height }),
  createEmpty: (): NativeImage => made("empty", Buffer.alloc(0)),
};
