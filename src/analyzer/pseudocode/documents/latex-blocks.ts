/** What stands before and behind a block's condition in plain pseudocode, and the block's end. */
export type LatexBlock = readonly [string, string, string];

/** Commands that begin blocks. */
export const LATEX_BLOCKS: Readonly<Record<string, LatexBlock>> = {
  if: ['if ', ' then', 'end if'], uif: ['if ', ' then', 'end if'], lif: ['if ', ' then', 'end if'], elsif: ['else if ', ' then', ''], elseif: ['else if ', ' then', ''], uelseif: ['else if ', ' then', ''], lelseif: ['else if ', ' then', ''],
  for: ['for ', ' do', 'end for'], lfor: ['for ', ' do', 'end for'], forall: ['for each ', ' do', 'end for'], foreach: ['for each ', ' do', 'end for'], lforeach: ['for each ', ' do', 'end for'], forever: ['loop', '', 'end loop'],
  while: ['while ', ' do', 'end while'], lwhile: ['while ', ' do', 'end while'],
}; // prettier-ignore

/** Commands that end blocks. */
export const LATEX_ENDS: Readonly<Record<string, string>> = {
  endif: 'end if', endfor: 'end for', endwhile: 'end while', endloop: 'end loop', endprocedure: 'end procedure', endfunction: 'end function', endforall: 'end for',
}; // prettier-ignore

/** Commands that introduce what goes in and out. */
export const LATEX_SECTIONS: Readonly<Record<string, string>> = {
  require: 'Require: ', ensure: 'Ensure: ', input: 'Input: ', output: 'Output: ', kwin: 'Input: ', kwdata: 'Input: ', kwout: 'Output: ', kwresult: 'Output: ',
}; // prettier-ignore
