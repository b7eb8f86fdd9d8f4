/** How a text file is written, so that an edited one stays so. */
export interface TextForm {
  readonly bom: "" | "\uFEFF";
  readonly lineEnd: "\n" | "\r\n";
  readonly indent: { readonly size: number; readonly isTab: boolean };
  /** The text without the byte order mark. */
  readonly text: string;
}

const indentOf = (text: string): TextForm["indent"] => {
  const found = /^(\t+| +)\S/m.exec(text)?.[1];
  if (found?.startsWith("\t")) return { size: 1, isTab: true };
  return { size: Math.min(found?.length ?? 2, 8), isTab: false };
};

export const readTextForm = (whole: string): TextForm => {
  const bom = whole.startsWith("\uFEFF") ? "\uFEFF" : "";
  const text = whole.slice(bom.length);
  return { bom, text, lineEnd: /\r\n/.test(text) ? "\r\n" : "\n", indent: indentOf(text) };
};
