declare module "markdown-it-emoji/lib/data/full.mjs" {
  const shortcodes: Readonly<Record<string, string>>;
  export default shortcodes;
}
