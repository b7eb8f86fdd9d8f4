import type { AttentionPreferences } from "#contract/attention.ts";
import type { Store } from "../ports.ts";
import type { PersonRecord } from "../records.ts";
import type { SettingsService } from "../settings/settings.ts";
import type { Target } from "./happening.ts";
import type { Pages } from "./pages.ts";
import type { SurfaceState } from "./surface-state.ts";

/** A target as the settings page names it. */
export interface Place extends Target {
  name: string;
  /** Whether it is turned on, and there is something to show notifications there. */
  isOn: boolean;
  hasSurface: boolean;
}

export interface Places {
  /** Where a person is told of things, those places included that are turned off. */
  of(person: PersonRecord, preferences: AttentionPreferences): Promise<Place[]>;
  /** Where else, of what nobody answered. */
  beyond(person: PersonRecord, preferences: AttentionPreferences): Promise<Place[]>;
  /** One of them as it is now; undefined for a device that is gone. */
  again(person: PersonRecord, target: Target): Promise<Place | undefined>;
}

export interface PlaceParts {
  store: Store;
  settings: SettingsService;
  signIn: { owner(): Promise<PersonRecord> };
  surfaceState: Pick<SurfaceState, "isThere">;
  pages(): Pages;
}

const webhookOf = ({ webhook }: AttentionPreferences): Place[] =>
  webhook === null
    ? []
    : [{ type: "webhook", id: "webhook", name: new URL(webhook.url).host, isOn: true, hasSurface: true }];

export const createPlaces = ({ store, settings, signIn, surfaceState, pages }: PlaceParts): Places => {
  const desktop = async (): Promise<Place> => ({
    type: "desktop",
    id: "desktop",
    name: (await store.read.machines.local())?.name ?? settings.current().hubName,
    isOn: settings.current().notifications,
    hasSurface: surfaceState.isThere(),
  });
  const page = async (id: string, isOpen = true): Promise<Place | undefined> => {
    const device = await store.read.devices.byId(id);
    return device && { type: "page", id, name: device.name, isOn: true, hasSurface: isOpen };
  };
  const openPages = async (personId: string) =>
    (
      await Promise.all(
        pages()
          .open(personId)
          .map((id) => page(id)),
      )
    ).filter((place) => place !== undefined);
  return {
    async of(person, preferences) {
      const isOwner = (await signIn.owner()).id === person.id;
      const own = isOwner ? [await desktop()] : [];
      return preferences.pages ? [...own, ...(await openPages(person.id))] : own;
    },
    async beyond(person, preferences) {
      const { toPages, toWebhook } = preferences.escalation;
      // It sends titles out of the house: somebody who set one and is no owner any more doesn't.
      const isCalled = toWebhook && person.role === "owner";
      return [...(toPages ? await openPages(person.id) : []), ...(isCalled ? webhookOf(preferences) : [])];
    },
    async again(person, { type, id }) {
      if (type === "desktop") return (await signIn.owner()).id === person.id ? desktop() : undefined;
      return type === "page" ? page(id, pages().open(person.id).includes(id)) : undefined;
    },
  };
};
