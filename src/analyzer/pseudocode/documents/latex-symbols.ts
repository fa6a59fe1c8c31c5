/** Commands that stand for a symbol or a word of plain pseudocode. */
export const LATEX_SYMBOLS: Readonly<Record<string, string>> = {
  gets: '←', leftarrow: '←', coloneqq: '←', longleftarrow: '←', neq: '≠', ne: '≠', leq: '≤', le: '≤', leqslant: '≤', geq: '≥', ge: '≥', geqslant: '≥', lt: '<', gt: '>',
  infty: '∞', emptyset: '∅', varnothing: '∅', cup: '∪', cap: '∩', setminus: '∖', in: '∈', notin: '∉', subseteq: '⊆', bmod: 'mod', mod: 'mod', pmod: 'mod', cdot: '*', times: '×', div: '/', ast: '*',
  ldots: '..', dots: '..', cdots: '..', dotsc: '..', land: '∧', wedge: '∧', lor: '∨', vee: '∨', lnot: '¬', neg: '¬', oplus: '⊕', equiv: '=', eq: '=',
  lfloor: '⌊', rfloor: '⌋', lceil: '⌈', rceil: '⌉', langle: '⟨', rangle: '⟩', lvert: '|', rvert: '|', vert: '|', mid: '|', leftrightarrow: '↔', rightarrow: '→', to: '→', colon: ':',
  KwTo: 'to', To: 'to', TO: 'to', KwDownTo: 'downto', DownTo: 'downto', DOWNTO: 'downto', KwBy: 'by', And: 'and', AND: 'and', KwAnd: 'and', Or: 'or', OR: 'or', Not: 'not', NOT: 'not', TRUE: 'true', True: 'true', FALSE: 'false', False: 'false',
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', Delta: 'Δ', epsilon: 'ε', varepsilon: 'ε', theta: 'θ', lambda: 'λ', mu: 'μ', pi: 'π', Pi: 'Π', rho: 'ρ', sigma: 'σ', Sigma: 'Σ', tau: 'τ', phi: 'φ', varphi: 'φ', Phi: 'Φ', omega: 'ω', Omega: 'Ω', ell: 'l', prime: "'",
}; // prettier-ignore

/** Commands that change the look of their argument, which stays. */
export const LATEX_STYLES: ReadonlySet<string> = new Set(
  `text textbf textit texttt textsc textrm textsf textnormal mathit mathrm mathsf mathbf mathtt mathcal emph mbox operatorname
   id proc attrib const underline hbox ensuremath boldsymbol bm`
    .trim()
    .split(/\s+/),
);

/** Commands that say nothing; those with an argument lose it, too. */
export const LATEX_SILENT: ReadonlySet<string> = new Set(
  `left right big Big bigl bigr Bigl Bigr limits quad qquad displaystyle centering noindent small footnotesize hfill newline
   DontPrintSemicolon SetAlgoLined LinesNumbered SetAlgoNoLine SetAlgoVlined SetAlgoNoEnd BlankLine PrintSemicolon RestyleAlgo
   Indp Indm SetSideCommentRight nonumber bfseries itshape rm bf it algnotext`
    .trim()
    .split(/\s+/),
);

export const LATEX_SILENT_WITH_ARGUMENT: ReadonlySet<string> = new Set(
  `label vspace hspace SetKwInput SetKwInOut SetKwData SetKwComment SetKw SetKwRepeat SetKwFor SetKwIF SetKwSwitch SetCommentSty SetInd
   SetAlCapSkip begin end usepackage documentclass renewcommand newcommand algrenewcommand index ref cite phantom hphantom vphantom
   setcounter setlength captionsetup caption`
    .trim()
    .split(/\s+/),
);
