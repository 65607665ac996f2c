internal import Charts

/// The one style block of a page.
enum PageStyle {
  static let sheet = layout + Palette.sheet

  private static let layout = """
    *{box-sizing:border-box}
    html{color-scheme:light dark}
    body{margin:0 auto;max-width:1160px;padding:16px;background:#fff;color:#14191f;\
    font:16px/1.5 'Helvetica Neue',Helvetica,Arial,'Liberation Sans',sans-serif}
    h1{font-size:1.7rem;line-height:1.2;margin:.4em 0 .1em}
    h2{font-size:1.3rem;margin:2em 0 .4em;line-height:1.25}
    .finding{font-size:1.02rem;line-height:1.3;margin:0 0 .2em}
    .sub,figcaption,footer{color:#59626c;font-size:.86rem}
    .sub{margin:0 0 .5em}
    .asked{margin:.4em 0;max-width:56em}
    .answers{padding-left:1.1em;margin:.2em 0 1em;max-width:56em}
    .answers li{margin:.4em 0}
    @media (min-width:1000px){.top{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:2em;align-items:start}}
    figure{margin:0 0 1.6em;min-width:0;max-width:700px}
    .chart{display:block;width:100%;height:auto}
    .narrow{display:none}
    .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:1.2em 2em}
    .scroll{overflow-x:auto;max-height:26em}
    table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}
    th,td{padding:.15em .7em;text-align:right;border-bottom:1px solid #e3e7eb;vertical-align:top}
    th:first-child{text-align:left;font-weight:500}
    section>.scroll td{text-align:left}
    summary{cursor:pointer;font-size:.86rem;color:#1c5e98}
    a{color:#1c5e98}
    button,select{font:inherit;font-size:.86rem;margin:.4em 0;color:#14191f;background:#f3f5f7;border:1px solid #8b949e;border-radius:4px}
    .tip{position:fixed;z-index:1;pointer-events:none;padding:.35em .6em;border-radius:4px;\
    font-size:.84rem;line-height:1.35;background:#14191f;color:#fff;font-variant-numeric:tabular-nums}
    .tip b{display:block}
    .chart .spot{fill:#59626c;fill-opacity:.14}
    .units label{margin-right:1.4em;font-size:.86rem}
    nav ul{display:flex;flex-wrap:wrap;gap:.2em 1.2em;padding:0;list-style:none}
    footer{overflow-wrap:anywhere;margin-top:3em}
    :focus-visible{outline:3px solid #d9822b;outline-offset:2px}
    @media (max-width:560px){.wide{display:none}.narrow{display:block}}
    @media screen and (prefers-color-scheme:dark){body{background:#15191e;color:#f4f6f8}\
    .sub,figcaption,footer{color:#a9b3bd}th,td{border-color:#2b323a}summary,a{color:#82b9e8}\
    button,select{color:#f4f6f8;background:#20262c}.tip{background:#f4f6f8;color:#14191f}\
    .chart .spot{fill:#dfe4e9}}
    @media print{.wide{display:block}.narrow{display:none}nav,details,button,.units,.tip{display:none}\
    .grid{display:block}figure{break-inside:avoid;max-width:none}h2{break-after:avoid}}

    """
}
