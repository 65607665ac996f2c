internal import Charts

/// The one style block and the one script of a page.
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
    .answers{padding-left:1.1em;font-size:1.06rem;max-width:56em}
    .answers li{margin:.4em 0}
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
    button{font:inherit;font-size:.86rem;margin:.4em 0;color:#14191f;background:#f3f5f7;border:1px solid #8b949e;border-radius:4px}
    nav ul{display:flex;flex-wrap:wrap;gap:.2em 1.2em;padding:0;list-style:none}
    footer{overflow-wrap:anywhere;margin-top:3em}
    :focus-visible{outline:3px solid #d9822b;outline-offset:2px}
    @media (max-width:560px){.wide{display:none}.narrow{display:block}}
    @media screen and (prefers-color-scheme:dark){body{background:#15191e;color:#f4f6f8}\
    .sub,figcaption,footer{color:#a9b3bd}th,td{border-color:#2b323a}summary,a{color:#82b9e8}\
    button{color:#f4f6f8;background:#20262c}}
    @media print{.wide{display:block}.narrow{display:none}nav,details,button{display:none}\
    .grid{display:block}figure{break-inside:avoid;max-width:none}h2{break-after:avoid}}

    """

  /// Adds a button to each figure's numbers that saves them as a CSV file; everything else works without it.
  static let script = """
    'use strict';
    for (const details of document.querySelectorAll('figure details')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = 'Save as CSV';
      button.addEventListener('click', () => {
        const rows = [...details.querySelectorAll('tr')].map(row => [...row.children].map(cell => {
          const text = cell.textContent.replace(/(?<=\\d),(?=\\d{3})/g, '').replace('−', '-');
          return /[",\\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
        }).join(','));
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([rows.join('\\n') + '\\n'], {type: 'text/csv'}));
        link.download = details.closest('figure').id + '.csv';
        link.click();
        URL.revokeObjectURL(link.href);
      });
      details.append(button);
    }
    """
}
