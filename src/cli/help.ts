export const USAGE = `understudy: learn an algorithm as a network, and see where the two part ways

  understudy analyze FILE[#NAME] [--json]            what can be learned, and why not
  understudy learn TARGET [options] [--json]         trace, train, search for divergences, save the model
  understudy compare TARGET [options] [--json]       several networks side by side, by size; of a folder that
                                                     export --format clrs has written: mpnn
  understudy check MODEL [TARGET] [options] [--json] compare a saved network with the function as it is now
  understudy run MODEL --input JSON [--json]         run a saved network
  understudy show MODEL [--json]                     what a saved network learned, as pseudocode
  understudy trace TARGET --input JSON [--json]      run the real function and tell its steps
  understudy instrument FILE --out FILE2             write the instrumented module
  understudy export MODEL --format ts --out PATH     write the network as a module
  understudy export TARGET|MODEL --format clrs --out DIR
                                                     write runs as typed probes, as the CLRS benchmark has them

A TARGET is FILE#NAME, or FILE alone if it has only one function. NAME may be Class.method or default.

  --input JSON         the array of arguments, for instance '[[3,1,2]]'
  --inputs FILE        one such array a line
  --no-steps           leave the steps out (trace, run)
  --out PATH           where to write (learn: .understudy/NAME)
  --network NAME       machine (default), or one that answers calls as a whole: mpnn, mpnn:triplets, mpnn:scheduled,
                       transformer (learn)
  --networks A,B       machine, machine:statement, mpnn, transformer (compare; these are the default), mpnn:triplets,
                       mpnn:scheduled
  --seeds N            trainings of each network (compare: 1)
  --svg FILE           the comparison as a picture
  --html FILE          the comparison as a page
  --seed N             decides everything random (default 1)
  --budget SECONDS     time for learning (default 60; compare: of each training)
  --train-size N       largest training size (default 16)
  --sizes 16,64,1000   where generalisation is measured; 4..64 stands for 4,8,16,32,64
  --runs N             fresh inputs a size (default 200)
  --generator FILE.mjs an ES module that exports inputs(size, random)
  --backend tensorflow|wasm
  --steps expression|statement
                       what is traced: every sub-expression (default), or statements as a whole
  --guess              go on where training leaves things open, instead of refusing
  --timeout SECONDS    longest single call (default 10)
  --dialect NAME       the dialect of pseudocode, instead of the one detected
  --emit-ts            print the TypeScript that pseudocode stands for (analyze)
  --spec               the CLRS specification that is inferred (analyze TARGET)
  --loop LINE          sample hints at the loop that begins there (analyze --spec, export)
  --json               one JSON value on standard output
  --verbose            show stack traces

Exit codes: 0 done, no divergence · 1 a divergence was found · 2 wrong usage · 3 the function can't be imitated ·
4 the engine failed or a call went past its limits.
`;
