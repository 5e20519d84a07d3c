/* The loop over the tokens of a sentence that takes most of the time of word segmentation.
 *
 * Takes tables of n-grams as bytes, which vnnews.segment.crf.compiled makes of an NgramIndex, and the tokens of lines; gives the score of each place, and
 * of scores which tokens join. It does what NgramTables.read, Decoder._score and decode_scores do, which stay the reference: numbers are added up as whole numbers of WORDS * 64 bits in
 * two's complement, as Python would. It keeps nothing between calls: whatever it reads is held by its arguments.
 *
 * Only the stable interface of Python 3.11 is used, so that one build serves all later releases.
 */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define WORDS 7 /* five places of 77 bits and a sign */

/* An n-gram: the n-gram before its last token (or the first token of two), the last token, its own number where a longer one begins with it, what it
 * adds (a row of the table of numbers). Numbers of tokens and n-grams begin with 1. */
typedef struct {
    uint32_t left, right, node, row;
} Entry;

/* What is known of a token, and where it stands in no n-gram: lower = form = 0. */
typedef struct {
    uint64_t adds[WORDS];
    uint32_t lower, form, is_title, unused;
} Record;

/* What the places hold before a sentence, what two and three tokens with capitals add, and what stands behind a sentence. */
typedef struct {
    uint64_t start[WORDS], title_pair[WORDS], title_triple[WORDS];
    Record after;
} Edges;

/* Where the parts of a place lie; see vnnews.segment.crf.packing. All within the lowest 128 bits. The last: the bits of one shape of four. */
typedef struct {
    uint64_t lane, step_at, step_mask, own_at, own_mask, shapes_at, shape_bits;
} Layout;

/* A token of a text, as `cut` of _tokens.c gives it; where it stands matters not. */
typedef struct {
    uint32_t start, end, form;
} Token;

static uint64_t hash_of(uint32_t left, uint32_t right) {
    uint64_t key = ((uint64_t)left << 32 | right) * UINT64_C(0x9E3779B97F4A7C15);
    return key ^ key >> 32;
}

/* The n-gram, or NULL; `mask` is the number of slots less one, a free slot has left == 0, and at least half of the slots are free. */
static const Entry *find(const Entry *slots, uint64_t mask, uint32_t left, uint32_t right) {
    if (!left || !right)
        return NULL;
    for (uint64_t at = hash_of(left, right) & mask; slots[at].left; at = (at + 1) & mask)
        if (slots[at].left == left && slots[at].right == right)
            return &slots[at];
    return NULL;
}

/* Whether bytes can be a table: two slots or four or eight …; `build` leaves half of them free. */
static int is_table(Py_ssize_t size) {
    size_t slots = (size_t)size / sizeof(Entry);
    return slots >= 2 && !(slots & (slots - 1)) && slots * sizeof(Entry) == (size_t)size;
}

static void add(uint64_t *sum, const uint64_t *number) {
    uint64_t carry = 0;
    for (int word = 0; word < WORDS; word++) {
        uint64_t part = number[word] + carry;
        carry = part < carry;
        sum[word] += part;
        carry += sum[word] < part;
    }
}

/* What n-grams add, and how many rows there are. */
typedef struct {
    const uint64_t *first;
    uint64_t rows;
} Numbers;

static void add_row(uint64_t *sum, const Numbers *numbers, uint32_t row) {
    if (row < numbers->rows) /* always, unless a table was built for other numbers */
        add(sum, numbers->first + (size_t)row * WORDS);
}

/* Drops the lowest place, whose bits are more than 64 and less than 128. */
static void shift(uint64_t *sum, uint64_t bits) {
    uint64_t sign = sum[WORDS - 1] >> 63 ? ~UINT64_C(0) : 0;
    for (int word = 0; word < WORDS; word++) {
        uint64_t low = word + 1 < WORDS ? sum[word + 1] : sign, high = word + 2 < WORDS ? sum[word + 2] : sign;
        sum[word] = low >> (bits - 64) | high << (128 - bits);
    }
}

/* A table while it is filled: how many entries it holds, and how many of them begin a longer n-gram. */
typedef struct {
    Entry *slots;
    uint64_t slot_count, count;
    uint32_t nodes;
} Growing;

static void put(Growing *table, const Entry *entry) {
    const uint64_t mask = table->slot_count - 1;
    uint64_t at = hash_of(entry->left, entry->right) & mask;
    while (table->slots[at].left && (table->slots[at].left != entry->left || table->slots[at].right != entry->right))
        at = (at + 1) & mask;
    table->count += !table->slots[at].left;
    table->slots[at] = *entry;
}

/* Makes room for one more entry, so that half of the slots stay free; 0, or -1 after an error. */
static int reserve(Growing *table) {
    if (2 * table->count + 2 < table->slot_count)
        return 0;
    Growing larger = {NULL, table->slot_count ? 2 * table->slot_count : 4, 0, table->nodes};
    if (!(larger.slots = PyMem_Calloc(larger.slot_count, sizeof(Entry)))) {
        PyErr_NoMemory();
        return -1;
    }
    for (uint64_t at = 0; at < table->slot_count; at++)
        if (table->slots[at].left)
            put(&larger, &table->slots[at]);
    PyMem_Free(table->slots);
    *table = larger;
    return 0;
}

/* What a dictionary holds of a key, a number of 32 bits; 0 after an error. Lets go of the key. */
static uint32_t number_of(PyObject *numbers, PyObject *key) {
    PyObject *boxed = key ? PyObject_GetItem(numbers, key) : NULL;
    Py_XDECREF(key);
    const unsigned long number = boxed ? PyLong_AsUnsignedLong(boxed) : 0;
    Py_XDECREF(boxed);
    if (number > UINT32_MAX && !PyErr_Occurred())
        PyErr_SetString(PyExc_OverflowError, "a number has more than 32 bits");
    return PyErr_Occurred() ? 0 : (uint32_t)number;
}

#define FIRST_NODE (UINT32_C(1) << 31) /* numbers of n-grams begin here, those of tokens with 1 */
#define LONGEST 4

/* Enters an n-gram of so many tokens, which lie between the cuts, with what is known of it: a tuple of what it adds and whether it begins a longer one;
 * 0, or -1 after an error. */
static int enter(Growing *table, PyObject *ngram, const Py_ssize_t (*tokens)[2], int size, PyObject *known, PyObject *numbers, PyObject *rows) {
    Entry entry = {0, 0, 0, 0};
    for (int place = 0; place < size; place++) {
        const uint32_t number = number_of(numbers, PyUnicode_Substring(ngram, tokens[place][0], tokens[place][1]));
        if (PyErr_Occurred())
            return -1;
        if (place == 0) {
            entry.left = number;
        } else if (place < size - 1) {
            const Entry *begin = table->slot_count ? find(table->slots, table->slot_count - 1, entry.left, number) : NULL;
            entry.left = begin ? begin->node : 0;
        } else {
            entry.right = number;
        }
    }
    PyObject *adds = PyTuple_GetItem(known, 0), *begins = PyTuple_GetItem(known, 1);
    if (!adds || !begins)
        return -1;
    entry.row = number_of(rows, Py_NewRef(adds));
    entry.node = PyObject_IsTrue(begins) ? FIRST_NODE + table->nodes++ : 0;
    if (PyErr_Occurred())
        return -1;
    if (entry.left && entry.right) { /* otherwise no text is cut so */
        if (reserve(table) < 0)
            return -1;
        put(table, &entry);
    }
    return 0;
}

/* Enters an n-gram in each way in which it is so many tokens; more than one where tokens hold spaces, as '3 , 5' does. */
static int enter_ways(Growing *table, PyObject *ngram, Py_ssize_t (*tokens)[2], int place, int size, PyObject *known, PyObject *numbers, PyObject *rows) {
    const Py_ssize_t end = PyUnicode_GetLength(ngram);
    tokens[place][1] = end;
    if (place == size - 1 || place == LONGEST - 1)
        return enter(table, ngram, tokens, size, known, numbers, rows);
    for (Py_ssize_t from = tokens[place][0]; from <= end; from = tokens[place][1] + 1) {
        tokens[place][1] = PyUnicode_FindChar(ngram, ' ', from, end, 1);
        if (tokens[place][1] < 0)
            break;
        tokens[place + 1][0] = tokens[place][1] + 1;
        const Py_ssize_t cut = tokens[place][1];
        if (enter_ways(table, ngram, tokens, place + 1, size, known, numbers, rows) < 0)
            return -1;
        tokens[place][1] = cut;
    }
    return PyErr_Occurred() ? -1 : 0;
}

/* build(levels, numbers, rows): the table of n-grams that `score` reads.
 *
 * levels: dictionaries of the n-grams of two tokens, of three …, each with what is known of it; numbers, rows: dictionaries that number tokens, and what
 * n-grams add. */
static PyObject *build(PyObject *self, PyObject *args) {
    PyObject *levels, *numbers, *rows, *made = NULL;
    if (!PyArg_ParseTuple(args, "O!OO:build", &PyTuple_Type, &levels, &numbers, &rows))
        return NULL;
    Growing table = {NULL, 0, 0, 0};
    if (PyTuple_Size(levels) > LONGEST - 1) {
        PyErr_SetString(PyExc_ValueError, "an n-gram is too long");
        return NULL;
    }
    for (Py_ssize_t level = 0; level < PyTuple_Size(levels); level++) {
        PyObject *ngrams = PyTuple_GetItem(levels, level), *ngram, *known;
        for (Py_ssize_t at = 0; PyDict_Next(ngrams, &at, &ngram, &known);) {
            Py_ssize_t tokens[LONGEST][2] = {{0, 0}};
            if (!PyUnicode_Check(ngram) || !PyTuple_Check(known)) {
                PyErr_SetString(PyExc_TypeError, "an n-gram is a str, and known by a tuple");
                goto done;
            }
            if (enter_ways(&table, ngram, tokens, 0, (int)level + 2, known, numbers, rows) < 0)
                goto done;
        }
    }
    if (reserve(&table) == 0)
        made = PyBytes_FromStringAndSize((const char *)table.slots, (Py_ssize_t)(table.slot_count * sizeof(Entry)));
done:
    PyMem_Free(table.slots);
    return made;
}

/* All that is known, read only. */
typedef struct {
    const Entry *pairs, *exact;
    uint64_t pair_mask, exact_mask, shapes_mask;
    Numbers numbers;
    Edges edges;
    Layout layout;
    const int64_t *by_steps, *before, *behind;
} Tables;

/* The score of the lowest place. */
static int64_t weigh(const Tables *tables, const uint64_t *sum) {
    const Layout *layout = &tables->layout;
    const uint64_t high = sum[1] & ((UINT64_C(1) << (layout->lane - 64)) - 1);
    const uint64_t shapes = sum[0] >> layout->shapes_at | high << (64 - layout->shapes_at);
    return tables->by_steps[sum[0] >> layout->step_at & layout->step_mask] + (int64_t)(sum[0] >> layout->own_at & layout->own_mask) +
           tables->before[shapes >> layout->shape_bits & tables->shapes_mask] + tables->behind[shapes & tables->shapes_mask];
}

/* Writes the score of each place of a line. */
static void score_line(const Tables *tables, const Record *records, const Token *tokens, Py_ssize_t count, int64_t *scores) {
    uint64_t sum[WORDS];
    memcpy(sum, tables->edges.start, sizeof sum);
    /* the last token in small letters and as written; the pair and the triple before the token, where they begin a longer n-gram; the two tokens before
     * it as written, where they are known; how many tokens in a row have a capital */
    uint32_t last = tables->edges.after.lower, last_form = tables->edges.after.form, pair = 0, triple = 0, written_pair = 0, titles = 0;
    const Entry *found, *written;
    for (Py_ssize_t at = 0; at < count + 2; at++) {
        const Record *record = at < count ? &records[tokens[at].form] : &tables->edges.after;
        add(sum, record->adds);
        if (triple && (found = find(tables->pairs, tables->pair_mask, triple, record->lower)))
            add_row(sum, &tables->numbers, found->row);
        triple = 0;
        if (pair && (found = find(tables->pairs, tables->pair_mask, pair, record->lower))) {
            add_row(sum, &tables->numbers, found->row);
            if ((written = find(tables->exact, tables->exact_mask, written_pair, record->form)))
                add_row(sum, &tables->numbers, written->row);
            triple = found->node;
        }
        pair = written_pair = 0;
        if ((found = find(tables->pairs, tables->pair_mask, last, record->lower))) {
            add_row(sum, &tables->numbers, found->row);
            pair = found->node;
            if ((written = find(tables->exact, tables->exact_mask, last_form, record->form))) {
                add_row(sum, &tables->numbers, written->row);
                written_pair = written->node;
            }
        }
        titles = record->is_title ? titles + 1 : 0;
        if (titles > 1)
            add(sum, titles == 2 ? tables->edges.title_pair : tables->edges.title_triple);
        last = record->lower;
        last_form = record->form;
        if (at >= 2) /* the first two places lie before the line */
            scores[at - 2] = weigh(tables, sum);
        shift(sum, tables->layout.lane);
    }
}

/* Whether the sizes of lines add up to the tokens, and tokens are of the forms that have records. */
static int is_text(const Py_buffer *tokens, const Py_buffer *sizes, Py_ssize_t records) {
    const Py_ssize_t count = tokens->len / (Py_ssize_t)sizeof(Token), lines = sizes->len / (Py_ssize_t)sizeof(uint32_t);
    Py_ssize_t sum = 0;
    for (Py_ssize_t line = 0; line < lines; line++)
        sum += ((const uint32_t *)sizes->buf)[line];
    for (Py_ssize_t at = 0; at < count; at++)
        if (((const Token *)tokens->buf)[at].form >= (size_t)records)
            return 0;
    return sum == count && tokens->len == count * (Py_ssize_t)sizeof(Token);
}

/* score(tokens, sizes, records, tables): the score of each place of lines, 64 bits each.
 *
 * tokens: as `cut` gives them; sizes: how many each line has; records: one for each form; tables: pairs, exact, numbers, edges, layout, by_steps,
 * before, behind. */
static PyObject *score(PyObject *self, PyObject *args) {
    Py_buffer tokens, sizes, records;
    const char *pairs, *exact, *numbers, *edges, *layout, *by_steps, *before, *behind;
    Py_ssize_t pair_size, exact_size, number_size, edge_size, layout_size, step_size, before_size, behind_size;
    if (!PyArg_ParseTuple(args, "y*y*y*(y#y#y#y#y#y#y#y#):score", &tokens, &sizes, &records, &pairs, &pair_size, &exact, &exact_size, &numbers, &number_size,
                          &edges, &edge_size, &layout, &layout_size, &by_steps, &step_size, &before, &before_size, &behind, &behind_size))
        return NULL;
    PyObject *scores = NULL;
    Tables tables = {(const Entry *)pairs, (const Entry *)exact, (uint64_t)pair_size / sizeof(Entry) - 1, (uint64_t)exact_size / sizeof(Entry) - 1, 0,
                     {(const uint64_t *)numbers, (uint64_t)number_size / (WORDS * sizeof(uint64_t))}, {{0}, {0}, {0}, {{0}, 0, 0, 0, 0}}, {0},
                     (const int64_t *)by_steps, (const int64_t *)before, (const int64_t *)behind};
    Layout *const parts = &tables.layout;
    if (edge_size != sizeof(Edges) || layout_size != sizeof(Layout) || !is_table(pair_size) || !is_table(exact_size) ||
        !is_text(&tokens, &sizes, records.len / (Py_ssize_t)sizeof(Record))) {
        PyErr_SetString(PyExc_ValueError, "a table has the wrong size");
        goto done;
    }
    memcpy(&tables.edges, edges, sizeof tables.edges);
    memcpy(parts, layout, sizeof *parts);
    if (parts->lane <= 64 || parts->lane >= 128 || parts->shapes_at == 0 || parts->shapes_at >= 64 || parts->own_at >= 64 || parts->step_at >= 64 ||
        parts->shape_bits > 8 || (parts->step_mask + 1) * sizeof(int64_t) != (uint64_t)step_size || before_size != behind_size ||
        (sizeof(int64_t) << 3 * parts->shape_bits) != (uint64_t)before_size) {
        PyErr_SetString(PyExc_ValueError, "a place has the wrong layout");
        goto done;
    }
    tables.shapes_mask = (UINT64_C(1) << 3 * parts->shape_bits) - 1;
    const Py_ssize_t count = tokens.len / (Py_ssize_t)sizeof(Token), lines = sizes.len / (Py_ssize_t)sizeof(uint32_t);
    if (!(scores = PyBytes_FromStringAndSize(NULL, count * (Py_ssize_t)sizeof(int64_t))))
        goto done;
    int64_t *const written = (int64_t *)PyBytes_AsString(scores);
    for (Py_ssize_t line = 0, at = 0; line < lines; line++) {
        const uint32_t size = ((const uint32_t *)sizes.buf)[line];
        score_line(&tables, records.buf, (const Token *)tokens.buf + at, size, written + at);
        at += size;
    }
done:
    PyBuffer_Release(&tokens);
    PyBuffer_Release(&sizes);
    PyBuffer_Release(&records);
    return scores;
}

static PyMethodDef methods[] = {
    {"build", build, METH_VARARGS, "build(levels, numbers, rows)\n--\n\nThe table of n-grams that `score` reads."},
    {"score", score, METH_VARARGS, "score(tokens, sizes, records, tables)\n--\n\nThe score of each place of lines."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT, .m_name = "vnnews.native._ngrams", .m_doc = "Scores of places between tokens.", .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit__ngrams(void) { return PyModuleDef_Init(&definition); }
