import type { AttentionPreferences } from "#contract/attention.ts";

/**
 * How somebody is notified who set nothing. Who has no desktop of the hub's own has only pages, so these tell at once.
 * `timeZone` is the IANA name of the zone that their quiet hours are in.
 */
export const defaultPreferences = (timeZone: string, { hasDesktop = true } = {}): AttentionPreferences => ({
  level: "needs-me",
  done: true,
  stalled: false,
  sound: true,
  pages: !hasDesktop,
  quietHours: {
    enabled: false,
    timeZone,
    spans: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "22:00", to: "08:00" }],
    lets: "urgent-and-approvals",
  },
  doNotDisturb: { until: null, lets: "nothing" },
  escalation: { afterMinutes: 5, toPages: true, toWebhook: true },
  webhook: null,
});
