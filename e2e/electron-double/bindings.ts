import type { BrowserContext, Frame, Page } from "playwright-core";
import { type RightClick, rightClicked } from "./context-menu.ts";
import { closePopup, wantsWindow } from "./popups.ts";
import { type FromPage, toMain } from "./preload-host.ts";

/** What a page's scripts can reach of the app. */
export interface Reached {
  fromPage(frame: Frame, message: FromPage): unknown;
  rightClicked(click: RightClick): void;
  wantsWindow(url: string): void;
}

const reached = new WeakMap<Page, Reached>();
const bound = new WeakMap<BrowserContext, Promise<void>>();

const of = (page: Page): Reached => {
  const found = reached.get(page);
  if (!found) throw new Error("This page is no window's.");
  return found;
};

const bind = async (context: BrowserContext) => {
  context.on("page", (page) => void closePopup(page).catch(() => undefined));
  await Promise.all([
    context.exposeBinding(toMain, ({ page, frame }, message: FromPage) => of(page).fromPage(frame, message)),
    context.exposeBinding(rightClicked, ({ page }, click: RightClick) => of(page).rightClicked(click)),
    context.exposeBinding(wantsWindow, ({ page }, url: string) => of(page).wantsWindow(url)),
  ]);
};

/** Opens a page whose scripts reach `to`. */
export const openPage = async (context: BrowserContext, to: Reached): Promise<Page> => {
  const binding = bound.get(context) ?? bind(context);
  bound.set(context, binding);
  await binding;
  const page = await context.newPage();
  reached.set(page, to);
  return page;
};
