/* What a page gains where scripts run; it says everything without. (No less-than sign and no ampersand: the page is
   well-formed XML too.) */
(function () {
    'use strict';
    var english = document.documentElement.lang === 'en';

    function each(list, action) {
        Array.prototype.forEach.call(list, action);
    }

    /* ---- sorting ---- */

    /* The first number: of "-58 ± 0,27", of "2 (1,2 – 3)", of "5.300–7.700". */
    function numberOf(text) {
        var found = /[-+]?\d[\d.,]*/.exec(text);
        if (!found) {
            return NaN;
        }
        return parseFloat(english ? found[0].replace(/,/g, '') : found[0].replace(/\./g, '').replace(',', '.'));
    }

    function valueOf(row, column) {
        var cell = row.cells[column];
        if (!cell) {
            return '';
        }
        var given = cell.getAttribute('data-value');
        var text = given === null ? cell.textContent.trim() : given;
        var number = given === null ? numberOf(text) : parseFloat(given);
        return column === 0 ? text : number;
    }

    function compare(a, b) {
        if (typeof a === 'string') {
            return a.localeCompare(b, document.documentElement.lang);
        }
        if (isNaN(a)) {
            return isNaN(b) ? 0 : 1;
        }
        return isNaN(b) ? -1 : a - b;
    }

    function sort(table, header, column) {
        var down = header.getAttribute('aria-sort') === 'ascending';
        var body = table.tBodies[0];
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) {
            var order = compare(valueOf(a, column), valueOf(b, column));
            return down ? -order : order;
        });
        each(rows, function (row) {
            body.appendChild(row);
        });
        each(table.querySelectorAll('th[aria-sort]'), function (other) {
            other.removeAttribute('aria-sort');
        });
        header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    }

    /* The column of a heading, where others above it take more than one. */
    function columnOf(header) {
        var row = header.parentNode;
        var before = row.rowIndex > 0 ? 1 : 0;
        return before + Array.prototype.indexOf.call(row.cells, header);
    }

    each(document.querySelectorAll('table[data-sort]'), function (table) {
        each(table.tHead.querySelectorAll('th[scope=col]'), function (header) {
            var button = document.createElement('button');
            button.type = 'button';
            while (header.firstChild) {
                button.appendChild(header.firstChild);
            }
            header.appendChild(button);
            button.addEventListener('click', function () {
                sort(table, header, columnOf(header));
            });
        });
    });

    /* ---- one municipality ---- */

    var picker = document.getElementById('picker');

    function pick(name) {
        each(document.querySelectorAll('section[data-pick]'), function (section) {
            section.hidden = name !== '' ? section.getAttribute('data-pick') !== name : false;
        });
        each(document.querySelectorAll('tbody tr'), function (row) {
            var head = row.cells[0];
            row.classList.toggle('picked', name !== '' ? head.textContent.trim() === name : false);
        });
    }

    if (picker) {
        each(document.querySelectorAll('section[data-pick]'), function (section) {
            var option = document.createElement('option');
            option.value = option.textContent = section.getAttribute('data-pick');
            picker.appendChild(option);
        });
        picker.parentNode.hidden = false;
        picker.addEventListener('change', function () {
            pick(picker.value);
        });
        /* A link to a municipality that is hidden shows it. */
        document.addEventListener('click', function (event) {
            var link = event.target.closest ? event.target.closest('a[href^="#"]') : null;
            var to = link ? document.getElementById(link.getAttribute('href').slice(1)) : null;
            if (to ? to.hidden : false) {
                picker.value = '';
                pick('');
            }
        });
    }

    /* ---- boxes that need no scrolling need no stop of the keyboard ---- */

    function stops() {
        each(document.querySelectorAll('.box'), function (box) {
            if (box.scrollWidth > box.clientWidth + 1) {
                box.setAttribute('tabindex', '0');
            } else {
                box.removeAttribute('tabindex');
            }
        });
    }
    window.addEventListener('resize', stops);
    document.addEventListener('toggle', stops, true);
    stops();

    /* ---- all of it on paper ---- */

    var closed = [];
    window.addEventListener('beforeprint', function () {
        closed = Array.prototype.slice.call(document.querySelectorAll('details:not([open])'));
        each(closed, function (details) {
            details.open = true;
        });
    });
    window.addEventListener('afterprint', function () {
        each(closed, function (details) {
            details.open = false;
        });
    });
}());
