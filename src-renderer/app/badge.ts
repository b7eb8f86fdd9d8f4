import { countNeeds } from "../features/list/groups.ts";
import { hubStore } from "../state/hub.ts";
import { hubNow } from "../state/now.ts";

const SIZE = 32;

// A favicon can't read the page's tokens, and stands on the browser's own ground: it has colours of its own.
const drawIcon = (count: number): string | null => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  if (!pen) return null;
  const colours = pen.createLinearGradient(0, 0, SIZE, SIZE);
  colours.addColorStop(0, "#5b9dff");
  colours.addColorStop(1, "#8f6bff");
  pen.fillStyle = colours;
  pen.beginPath();
  pen.roundRect(1, 1, SIZE - 2, SIZE - 2, 9);
  pen.fill();
  if (count > 0) {
    pen.fillStyle = "#f5b544";
    pen.beginPath();
    pen.arc(20, 20, 12, 0, Math.PI * 2);
    pen.fill();
    pen.fillStyle = "#14181d";
    pen.font = "bold 17px sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(count > 9 ? "9+" : String(count), 20, 21);
  }
  return canvas.toDataURL("image/png");
};

const show = (count: number) => {
  const name = hubStore.getState().hub?.name ?? "Muster";
  document.title = count > 0 ? `(${count}) ${name}` : name;
  const icon = drawIcon(count);
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (icon && link) link.href = icon;
};

/** Keeps the number of sessions that need this person in the page's title and icon; returns the way to stop. */
export const startBadge = (): (() => void) => {
  let shown = "";
  const update = () => {
    const { sessions, hub } = hubStore.getState();
    const count = countNeeds(Object.values(sessions), hubNow());
    const next = `${count} ${hub?.name}`;
    if (next === shown) return;
    shown = next;
    show(count);
  };
  update();
  return hubStore.subscribe((state, before) => {
    if (state.sessions !== before.sessions || state.hub !== before.hub) update();
  });
};
