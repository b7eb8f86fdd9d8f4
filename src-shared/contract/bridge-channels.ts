/** Names of the channels by which a page calls the main process. Apart from their schemas, which the preload does without. */
export const bridgeCallChannels = {
  openExternal: "muster:open-external",
  desktop: "muster:desktop",
  changeDesktop: "muster:change-desktop",
  checkForUpdates: "muster:check-for-updates",
  installUpdate: "muster:install-update",
  putOnPath: "muster:put-on-path",
  licences: "muster:licences",
} as const;

/** Those by which the main process speaks to the page. */
export const bridgeEventChannels = {
  go: "muster:go",
  desktopChanged: "muster:desktop-changed",
} as const;
