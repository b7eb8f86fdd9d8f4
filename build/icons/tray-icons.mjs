// The pictures of the tray, as SVG. 64 units a side, so that a pixel of the smallest size is four or less of them.

/** Each look of the tray: whether somebody needs the person, and whether notifications are paused. */
export const looks = {
  normal: { needs: false, paused: false },
  needs: { needs: true, paused: false },
  paused: { needs: false, paused: true },
  "paused-needs": { needs: true, paused: true },
};

const letter = "M20 45V20L32 35L44 20V45";
const dot = { x: 50, y: 14, r: 12, gap: 4 };
const pause = { x: 50, y: 50, r: 13, gap: 3 };

const svg = (body) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">${body}</svg>`;

const circle = ({ x, y, r }, fill, more = 0) => `<circle cx="${x}" cy="${y}" r="${r + more}" fill="${fill}"/>`;

/** What is cut out of the mark, so that the signs on it stand apart on any panel. */
const cutOuts = ({ needs, paused }) =>
  `${needs ? circle(dot, "#000", dot.gap) : ""}${paused ? circle(pause, "#000", pause.gap) : ""}`;

const bars = (fill) =>
  `<path d="M45.5 44.5V55.5M54.5 44.5V55.5" stroke="${fill}" stroke-width="5" stroke-linecap="butt"/>`;

const stroke = (colour, width) =>
  `<path d="${letter}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

const mask = (look, hole) => `<mask id="m"><rect width="64" height="64" fill="#fff"/>${hole}${cutOuts(look)}</mask>`;

/** In colours that stand out on light and dark panels. */
export const coloured = (look) => {
  const ends = look.paused ? ["#8b93a1", "#6d7583"] : ["#5b9dff", "#8257f5"];
  const gradient = `<linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${ends[0]}"/><stop offset="1" stop-color="${ends[1]}"/></linearGradient>`;
  const mark = `<g mask="url(#m)"><rect x="2" y="2" width="60" height="60" rx="14" fill="url(#g)"/>${stroke("#fff", 8.5)}</g>`;
  const signs = `${look.needs ? circle(dot, "#ff5630") : ""}${look.paused ? `${circle(pause, "#39404d")}${bars("#fff")}` : ""}`;
  return svg(`<defs>${gradient}${mask(look, "")}</defs>${mark}${signs}`);
};

/**
 * A Mac colours a template itself and reads only its alpha, so the letter is a hole, and a paused mark only its outline. The
 * bars are left out of the smallest size, where nobody can tell what they are.
 */
export const template = ({ needs, paused }, side) => {
  const hasBars = paused && side >= 32;
  const square = paused
    ? `<rect x="6.5" y="6.5" width="51" height="51" rx="11" fill="none" stroke="#000" stroke-width="5"/>${stroke("#000", 7)}`
    : `<rect x="4" y="4" width="56" height="56" rx="13"/>`;
  const hole = paused ? "" : stroke("#000", 8.5);
  const signs = `${needs ? circle(dot, "#000") : ""}${hasBars ? bars("#000") : ""}`;
  return svg(`<defs>${mask({ needs, paused: hasBars }, hole)}</defs><g mask="url(#m)">${square}</g>${signs}`);
};

/** A number on the taskbar's button: 1 to 9, or more than that. */
export const overlay = (words) => {
  const size = words.length > 1 ? 34 : 44;
  const text = `<text x="32" y="${32 + size * 0.36}" text-anchor="middle" font-family="Inter, sans-serif" font-weight="700" font-size="${size}" fill="#fff">${words}</text>`;
  return svg(`<circle cx="32" cy="32" r="31" fill="#d63a16"/>${text}`);
};
