export declare const writeNotices: (inputs: Iterable<string>, target: string) => void;
