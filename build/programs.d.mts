/** Whether tests can start a message bus of their own. */
export declare const hasMessageBus: () => boolean;
