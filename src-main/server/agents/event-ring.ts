/** Something that the agents of one machine may want to know. */
export interface AgentEvent {
  readonly id: number;
  readonly sessionId: string;
  /** None when it is no longer known; then only who follows this one session hears of it. */
  readonly machineId: string | null;
  /** As it goes over the wire (WHATWG HTML, server-sent events). */
  readonly text: string;
}

/** The last events, bounded in number and size, for a client that was away. */
export interface EventRing {
  newest(): number;
  push(event: Omit<AgentEvent, "id" | "text"> & { type: string; data: unknown }): AgentEvent;
  /** Those after this id, or undefined when some are no longer kept or were never given out. */
  after(id: number): AgentEvent[] | undefined;
}

/** The wire form of an event; JSON has no line break, so it is one `data` line. */
export const eventText = (id: number, type: string, data: unknown): string =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

/** `start` is the id before the first; each start of the hub has ids above those of the starts before. */
export const createEventRing = (start: number, most: { events: number; chars: number }): EventRing => {
  let events: AgentEvent[] = [];
  let newest = start;
  let chars = 0;
  // Dropped in large pieces, so that the array is not moved for each event.
  const trim = () => {
    if (events.length <= most.events * 2 && chars <= most.chars * 2) return;
    let from = events.length;
    let kept = 0;
    while (from > 0 && events.length - from < most.events && kept <= most.chars) {
      from -= 1;
      kept += events[from]?.text.length ?? 0;
    }
    events = events.slice(from);
    chars = kept;
  };
  return {
    newest: () => newest,
    push({ type, data, sessionId, machineId }) {
      newest += 1;
      const event: AgentEvent = { id: newest, sessionId, machineId, text: eventText(newest, type, data) };
      events.push(event);
      chars += event.text.length;
      trim();
      return event;
    },
    after(id) {
      const oldest = events[0]?.id ?? newest + 1;
      return id > newest || id < oldest - 1 ? undefined : events.slice(id - oldest + 1);
    },
  };
};
