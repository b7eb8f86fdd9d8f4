import { EventEmitter } from "node:events";
import type { Display, NativeTheme, Point, Rectangle, Screen, SystemPreferences } from "electron";
import { given } from "./given.ts";

class DoubleTheme
  extends EventEmitter
  implements
    Pick<NativeTheme, "shouldUseDarkColors" | "shouldUseHighContrastColors" | "inForcedColorsMode" | "themeSource">
{
  readonly shouldUseHighContrastColors = false;
  readonly inForcedColorsMode = false;
  isSystemDark = given.isDark ?? false;
  private source: NativeTheme["themeSource"] = "system";

  get shouldUseDarkColors(): boolean {
    return this.source === "system" ? this.isSystemDark : this.source === "dark";
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.isSystemDark;
  }
  get themeSource(): NativeTheme["themeSource"] {
    return this.source;
  }
  set themeSource(source: NativeTheme["themeSource"]) {
    this.source = source;
    this.emit("updated");
  }
  /** As a person sets it in the system. */
  setSystem(isDark: boolean): void {
    this.isSystemDark = isDark;
    this.emit("updated");
  }
}
export const nativeTheme = new DoubleTheme();

const displayOf = (workArea: Rectangle, id: number): Display =>
  ({
    id,
    workArea,
    bounds: workArea,
    size: { width: workArea.width, height: workArea.height },
    workAreaSize: { width: workArea.width, height: workArea.height },
    scaleFactor: 1,
    rotation: 0,
    label: `Screen ${id}`,
  }) as Display;

const overlap = (a: Rectangle, b: Rectangle) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

type UsedScreen =
  | "getAllDisplays"
  | "getPrimaryDisplay"
  | "getDisplayMatching"
  | "getDisplayNearestPoint"
  | "getCursorScreenPoint";

class DoubleScreen extends EventEmitter implements Pick<Screen, UsedScreen> {
  private displays = (given.displays ?? [{ x: 0, y: 0, width: 1920, height: 1080 }]).map(displayOf);

  getAllDisplays(): Display[] {
    return this.displays;
  }
  getPrimaryDisplay(): Display {
    const [primary] = this.displays;
    if (!primary) throw new Error("The double has no screen.");
    return primary;
  }
  getDisplayMatching(area: Rectangle): Display {
    return this.displays.reduce(
      (best, display) => (overlap(display.bounds, area) > overlap(best.bounds, area) ? display : best),
      this.getPrimaryDisplay(),
    );
  }
  getDisplayNearestPoint({ x, y }: Point): Display {
    return this.getDisplayMatching({ x, y, width: 1, height: 1 });
  }
  getCursorScreenPoint(): Point {
    return { x: 0, y: 0 };
  }
  /** As when screens are plugged in or out. */
  set(areas: readonly Rectangle[]): void {
    const before = this.displays;
    this.displays = areas.map(displayOf);
    for (const gone of before.slice(areas.length)) this.emit("display-removed", {}, gone);
    for (const fresh of this.displays.slice(before.length)) this.emit("display-added", {}, fresh);
    this.emit("display-metrics-changed", {}, this.getPrimaryDisplay(), ["bounds", "workArea"]);
  }
}
export const screen = new DoubleScreen();

class DoublePreferences extends EventEmitter implements Pick<SystemPreferences, "getAnimationSettings"> {
  getAnimationSettings(): ReturnType<SystemPreferences["getAnimationSettings"]> {
    return { shouldRenderRichAnimation: true, scrollAnimationsEnabledBySystem: true, prefersReducedMotion: false };
  }
}
export const systemPreferences = new DoublePreferences();
