/// The one script of a page: numbers where a reader points, other units, and tables as CSV files. Everything else works
/// without it.
enum PageScript {
  static let text =
    "'use strict';\n" + [pointing, pointingAtAll, units, saving].joined(separator: "\n")

  private static let pointingAtAll = "document.querySelectorAll('svg[data-spots]').forEach(pointAt);"

  /// A chart's spots name rows of its figure's table, which are shown beside the pointer.
  static let pointing = """
    const tip = document.createElement('div');
    tip.className = 'tip';
    tip.hidden = true;
    tip.setAttribute('aria-hidden', 'true');
    document.body.append(tip);
    const line = (name, text) => {
      const element = document.createElement(name);
      element.textContent = text;
      return element;
    };
    const pointAt = chart => {
      const spots = chart.dataset.spots.split(',').map(spot => spot.split(' ').map(Number));
      const table = chart.closest('figure').querySelector('table');
      const mark = document.createElementNS(chart.namespaceURI, 'rect');
      mark.setAttribute('class', 'spot');
      const hide = () => { tip.hidden = true; mark.remove(); };
      const show = event => {
        const box = chart.getBoundingClientRect(), scale = chart.viewBox.baseVal.width / box.width;
        const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
        const spot = spots.find(([, , left, top, width, height]) =>
          x >= left && x < left + width && y >= top && y < top + height);
        if (!spot) return hide();
        const heads = table.tHead.rows[0].cells, cells = table.tBodies[0].rows[spot[0]].cells;
        const lines = [...cells].map((cell, column) => [heads[column].textContent, cell.textContent, column])
          .filter(([, text, column]) => column > 0 && text && (!spot[1] || column === spot[1]));
        tip.replaceChildren(
          line('b', cells[0].textContent), ...lines.map(([head, text]) => line('div', head + ': ' + text)));
        tip.hidden = false;
        const place = tip.getBoundingClientRect();
        tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - place.width - 4)) + 'px';
        tip.style.top = Math.max(4, Math.min(event.clientY + 14, innerHeight - place.height - 4)) + 'px';
        ['x', 'y', 'width', 'height'].forEach((name, index) => mark.setAttribute(name, spot[index + 2]));
        chart.append(mark);
      };
      chart.addEventListener('pointermove', show);
      chart.addEventListener('pointerdown', show);
      chart.addEventListener('pointerleave', hide);
    };
    """

  /// Figures whose numbers have one unit can be read in another: a constant factor, digits as many as before.
  private static let units = """
    const families = Object.fromEntries((document.querySelector('main').dataset.units || '').split(';')
      .filter(text => text).map(text => text.split('=')).map(([unit, others]) =>
        [unit, others.split(',').map(text => text.split(':')).map(([name, factor]) => [name, Number(factor)])]));
    const written = new Map();
    const amounts = figure => [...figure.querySelectorAll('.amount, tbody td, tbody th')];
    const convert = (text, factor) => factor === 1 ? text
      : text.replace(/[−-]?(?:\\d+,)*\\d+(?:\\.\\d+)?(?! ?%|[\\d,.-])/g, number => {
        const plain = number.replaceAll(',', '').replace('−', '-');
        const places = (plain.split('.')[1] || '').length - Math.round(Math.log10(factor));
        const value = (Number(plain) * factor).toLocaleString('en-US', {
          minimumFractionDigits: Math.max(0, places), maximumFractionDigits: Math.max(0, places)});
        return value.replace('-', '−');
      });
    const choose = (unit, name, factor) => {
      for (const figure of document.querySelectorAll('figure')) {
        if (figure.dataset.unit !== unit) continue;
        for (const element of amounts(figure)) {
          if (!written.has(element)) written.set(element, element.textContent);
          const text = written.get(element);
          element.textContent = /^\\d{4}-\\d{2}$/.test(text) ? text : convert(text, factor);
        }
        const words = figure.querySelector('.sub');
        if (!written.has(words)) written.set(words, words.textContent);
        words.textContent = written.get(words).replace(unit, name);
      }
    };
    const shown = new Set([...document.querySelectorAll('figure[data-unit]')].map(figure => figure.dataset.unit));
    const bar = document.createElement('p');
    bar.className = 'units';
    for (const unit of shown) {
      if (!families[unit]) continue;
      const label = line('label', unit + ' in charts as '), select = document.createElement('select');
      for (const [name] of families[unit]) select.append(line('option', name));
      select.addEventListener('change', () => choose(unit, ...families[unit][select.selectedIndex]));
      label.append(select);
      bar.append(label);
    }
    if (bar.childElementCount) document.querySelector('nav').after(bar);
    """

  /// A button that saves a figure's numbers, as they are shown, as a CSV file.
  private static let saving = """
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
