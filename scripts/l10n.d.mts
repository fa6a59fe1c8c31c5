export declare function translatableTexts(): string[];
export declare function untranslatableTexts(): string[];
