internal import Reports

/// The one style block of the page, over that of the figures.
enum PageSheet {
  static let text = PageParts.style + layout

  private static let layout = """

    body{max-width:1640px}
    header h1{margin-top:0}
    main>section{min-width:0}
    .controls h2,.pictures h2,.words h2{margin-top:.4em}
    fieldset{border:1px solid #c3cad1;border-radius:6px;margin:0 0 1em;padding:.3em .8em .5em;min-width:0}
    legend{font-weight:600;padding:0 .4em}
    .control{margin:.3em 0 .7em}
    .head{display:flex;align-items:baseline;gap:.5em;min-height:2em}
    .head label{font-weight:500}
    .head output{margin-left:auto;font-variant-numeric:tabular-nums}
    .back{margin:0;padding:0 .45em}
    input[type=range]{width:100%;margin:.1em 0;accent-color:#1c5e98}
    input[type=checkbox]{width:1.2em;height:1.2em;accent-color:#1c5e98}
    .hint{font-size:.8rem;line-height:1.35;margin:.1em 0 0;color:#59626c;overflow-wrap:anywhere}
    .hint span{display:block}
    .choices label{font-size:.86rem;margin-right:.8em;white-space:nowrap}
    .choices select{max-width:13em}
    #status{font-size:.86rem;color:#59626c;margin:.2em 0 .8em;min-height:1.5em}
    #figures.stale{opacity:.55}
    #figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:1em 2em}
    pre{background:#f3f5f7;border-radius:4px;padding:.6em;overflow-x:auto;font-size:.84rem;white-space:pre-wrap;overflow-wrap:anywhere}
    @media (max-width:999px){.controls{max-height:45vh;overflow-y:auto;border-bottom:1px solid #c3cad1}}
    @media (min-width:1000px){main{display:grid;grid-template-columns:300px minmax(0,1fr) 300px;gap:2em;align-items:start}\
    .controls{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding-right:.4em}\
    .words{position:sticky;top:0;max-height:100vh;overflow-y:auto}}
    @media screen and (prefers-color-scheme:dark){fieldset{border-color:#3a434c}pre{background:#20262c}\
    .hint,#status{color:#a9b3bd}input{accent-color:#82b9e8}}
    @media print{.controls,.choices,.words p button{display:none}}
    """
}
