export declare function translatableTexts(): string[];
