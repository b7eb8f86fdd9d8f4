/** Where a secret begins and ends in a text. */
export type Range = readonly [start: number, end: number];

// What the scanner's rules leave to others, since in a repository they would cry wolf; in what an agent says, a word too
// many that is masked harms nobody. The named group is the secret.
const rules: readonly RegExp[] = [
  // RFC 3986, userinfo: any scheme.
  /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:(?<secret>[^\s/@]{3,})@/gi,
  // RFC 6750 and RFC 7617.
  /\b(?:bearer|basic)\s+(?<secret>[\w+/.~-]{16,}=*)/gi,
  /\btoken\s+(?<secret>(?=\S*\d)[\w+/.~-]{16,}=*)/gi,
  // Names of variables and fields that hold secrets, with a value that is no plain word.
  /(?:pass(?:word|wd|phrase)?|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)s?["']?\s*[:=]\s*["']?(?<secret>(?=[^\s"']*\d)[\w+/.~!@#$%^&*-]{8,}=*)/gi,
  // JSON Web Tokens (RFC 7519).
  /\b(?<secret>eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,})/g,
  // Prefixes by which makers mark their keys, and ours.
  /\b(?<secret>(?:AKIA|ASIA)[A-Z0-9]{16})\b/g,
  /\b(?<secret>(?:glpat-|hf_|dop_v1_|pypi-|[sr]k_(?:live|test)_|shp(?:at|ss|ca)_|ya29\.|AIza|(?:mk|st|ps)_)[\w-]{20,})/g,
  // `curl -u me:hunter2`, `mysql -phunter2`, `sshpass -p hunter2`.
  /\s(?:-u|--user)[ =]?["']?[^\s:"']+:(?<secret>(?!\d+\b)[^\s"']{3,})/g,
  /\b(?:mysql|mariadb)\w*(?:\s[^\n]{0,200}?)?\s-p["']?(?<secret>[^\s"']{3,})/g,
  /\bsshpass\s+-p\s*["']?(?<secret>[^\s"']{3,})/g,
];

/** What our own rules find. */
export const findByOwnRules = (text: string): Range[] =>
  rules.flatMap((rule) =>
    [...text.matchAll(rule)].map((match): Range => {
      const secret = match.groups?.secret ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      return [start, start + secret.length];
    }),
  );
