/* Cutting text into tokens, and tokens into words: what is done once for every token of a text.
 *
 * Takes a text and offsets in it, gives offsets, strings and words. It does what cut_tokens of vnnews.segment.tokens, build_words of
 * vnnews.segment.words and Tokens of vnnews.mentions.tokens do in plain Python, which stay the reference. Decides by itself only what nearly all tokens
 * are (syllables and marks); of everything else it asks the pattern. It keeps nothing between calls.
 *
 * Only the stable interface of Python 3.11 is used, so that one build serves all later releases.
 */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* What a character is; see vnnews.native.kinds. A character beyond the table is UNKNOWN. */
enum { IS_WORD = 1, IS_DIGIT = 2, IS_SPACE = 4, IS_STOP = 8, IS_GLUE = 16, IS_GUARD = 32, IS_CAPITAL = 64, IS_UNKNOWN = 128 };

/* The characters of a text up to some end, and the table of what they are. */
typedef struct {
    const Py_UCS4 *letters;
    Py_ssize_t end;
    const uint8_t *kinds;
    Py_ssize_t kinds_size;
} Stretch;

/* 0 at the end and behind it */
static Py_UCS4 letter_at(const Stretch *stretch, Py_ssize_t at) { return at < stretch->end ? stretch->letters[at] : 0; }

static int kind_at(const Stretch *stretch, Py_ssize_t at) {
    if (at >= stretch->end)
        return 0;
    const Py_UCS4 letter = stretch->letters[at];
    return letter < (size_t)stretch->kinds_size ? stretch->kinds[letter] : IS_UNKNOWN;
}

/* Appends what a call gave to a list and lets go of it; 0, or -1 after an error. */
static int append(PyObject *list, PyObject *made) {
    const int failed = made ? PyList_Append(list, made) : -1;
    Py_XDECREF(made);
    return failed;
}

/* Where the token that begins here ends, if it is a syllable or a mark that nothing behind it can belong to; 0 where the pattern has to say. */
static Py_ssize_t end_of_plain(const Stretch *stretch, Py_ssize_t at) {
    const int first = kind_at(stretch, at);
    if (first & IS_STOP) {
        const Py_UCS4 next = letter_at(stretch, at + 1);
        const int goes_on = letter_at(stretch, at) == '.' && (next == '.' || next == '/');
        return goes_on || kind_at(stretch, at + 1) & (IS_GLUE | IS_UNKNOWN) ? 0 : at + 1;
    }
    if (!(first & IS_WORD))
        return 0;
    Py_ssize_t end = at + 1;
    while (kind_at(stretch, end) & IS_WORD)
        end++;
    const Py_UCS4 next = letter_at(stretch, end), second = letter_at(stretch, end + 1);
    if (first & IS_DIGIT) {
        if (kind_at(stretch, end) & IS_SPACE && (second == '.' || second == ',')) /* '25 . 000', '3 , 5 %' */
            return 0;
    } else if (next == ',' || (next == ':' && second != '/') || (next == '.' && end + 1 == stretch->end)) {
        return end; /* here only a number or an address would go on */
    }
    return kind_at(stretch, end) & (IS_GUARD | IS_UNKNOWN) ? 0 : end;
}

/* Where the token that begins here ends, as the pattern says; -1 after an error. */
static Py_ssize_t end_of_match(PyObject *match, PyObject *text, const Stretch *stretch, Py_ssize_t at) {
    PyObject *found = PyObject_CallFunction(match, "Onn", text, at, stretch->end);
    PyObject *boxed = found ? PyObject_CallMethod(found, "end", NULL) : NULL;
    Py_XDECREF(found);
    const Py_ssize_t end = boxed ? PyLong_AsSsize_t(boxed) : -1;
    Py_XDECREF(boxed);
    if (!PyErr_Occurred() && (end <= at || end > stretch->end)) {
        PyErr_SetString(PyExc_ValueError, "a token has the wrong size");
        return -1;
    }
    return end;
}

/* A token: where it stands, and its number among the different ones. */
typedef struct {
    uint32_t start, end, form;
} Token;

/* The tokens of a text, and the different ones among them by what they are made of; a free slot is 0, else the number of a token and 1. */
typedef struct {
    Token *tokens;
    uint32_t *slots;
    size_t count, room, slot_count, form_count;
} Cut;

static uint64_t hash_of(const Py_UCS4 *letters, size_t size) {
    uint64_t hash = size;
    for (size_t at = 0; at < size; at++)
        hash = (hash ^ letters[at]) * UINT64_C(0x100000001B3);
    return hash ^ hash >> 29;
}

/* The slot where these letters are, or the free one where they belong. */
static uint32_t *slot_of(const Cut *cut, const Py_UCS4 *letters, uint32_t start, uint32_t end) {
    const size_t size = end - start, mask = cut->slot_count - 1;
    size_t at = hash_of(letters + start, size) & mask;
    for (; cut->slots[at]; at = (at + 1) & mask) {
        const Token *met = &cut->tokens[cut->slots[at] - 1];
        if (met->end - met->start == size && !memcmp(letters + met->start, letters + start, size * sizeof *letters))
            break;
    }
    return &cut->slots[at];
}

/* Makes room for one more token and one more form; 0, or -1 after an error. */
static int grow(Cut *cut, const Py_UCS4 *letters) {
    if (cut->count == cut->room) {
        const size_t room = cut->room ? 2 * cut->room : 256;
        Token *tokens = PyMem_Realloc(cut->tokens, room * sizeof *tokens);
        if (!tokens) {
            PyErr_NoMemory();
            return -1;
        }
        cut->tokens = tokens;
        cut->room = room;
    }
    if (2 * cut->form_count >= cut->slot_count) {
        uint32_t *const old = cut->slots;
        const size_t old_count = cut->slot_count;
        cut->slot_count = old_count ? 4 * old_count : 512;
        if (!(cut->slots = PyMem_Calloc(cut->slot_count, sizeof *cut->slots))) {
            cut->slots = old;
            PyErr_NoMemory();
            return -1;
        }
        for (size_t at = 0; at < old_count; at++)
            if (old[at])
                *slot_of(cut, letters, cut->tokens[old[at] - 1].start, cut->tokens[old[at] - 1].end) = old[at];
        PyMem_Free(old);
    }
    return 0;
}

/* Adds a token, and its form to `forms` where it is new; 0, or -1 after an error. */
static int add_token(Cut *cut, PyObject *text, const Py_UCS4 *letters, Py_ssize_t start, Py_ssize_t end, PyObject *forms) {
    if (grow(cut, letters) < 0)
        return -1;
    Token *token = &cut->tokens[cut->count];
    token->start = (uint32_t)start;
    token->end = (uint32_t)end;
    uint32_t *slot = slot_of(cut, letters, token->start, token->end);
    cut->count++;
    if (*slot) {
        token->form = cut->tokens[*slot - 1].form;
        return 0;
    }
    *slot = (uint32_t)cut->count;
    token->form = (uint32_t)cut->form_count++;
    return append(forms, PyUnicode_Substring(text, start, end));
}

/* cut(text, lines, kinds, match): the tokens of lines, given by where each begins and ends; three numbers a token (start, end, number of the form),
 * how many tokens each line has, and the forms. All numbers have 32 bits. */
static PyObject *cut(PyObject *self, PyObject *args) {
    PyObject *text, *match, *forms = NULL, *told = NULL;
    Py_buffer lines;
    Py_ssize_t kinds_size;
    const char *kinds;
    if (!PyArg_ParseTuple(args, "Uy*y#O:cut", &text, &lines, &kinds, &kinds_size, &match))
        return NULL;
    Cut made = {NULL, NULL, 0, 0, 0, 0};
    const Py_ssize_t length = PyUnicode_GetLength(text), line_count = lines.len / 8;
    Py_UCS4 *letters = PyUnicode_AsUCS4Copy(text);
    uint32_t *sizes = PyMem_Calloc((size_t)line_count + 1, sizeof *sizes);
    if (!letters || !sizes || !(forms = PyList_New(0))) {
        if (!PyErr_Occurred())
            PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t number = 0; number < line_count; number++) {
        uint32_t line[2];
        memcpy(line, (const char *)lines.buf + number * (Py_ssize_t)sizeof line, sizeof line);
        if (line[0] > line[1] || line[1] > length) {
            PyErr_SetString(PyExc_ValueError, "a line lies outside the text");
            goto done;
        }
        const Stretch stretch = {letters, line[1], (const uint8_t *)kinds, kinds_size};
        const size_t before = made.count;
        for (Py_ssize_t at = line[0]; at < stretch.end;) {
            if (kind_at(&stretch, at) & IS_SPACE) {
                at++;
                continue;
            }
            Py_ssize_t end = end_of_plain(&stretch, at);
            if (!end)
                end = end_of_match(match, text, &stretch, at);
            if (end < 0 || add_token(&made, text, letters, at, end, forms) < 0)
                goto done;
            at = end;
        }
        sizes[number] = (uint32_t)(made.count - before);
    }
    told = Py_BuildValue("y#y#O", made.tokens ? (const char *)made.tokens : "", (Py_ssize_t)(made.count * sizeof(Token)), (const char *)sizes,
                         line_count * (Py_ssize_t)sizeof *sizes, forms);
done:
    Py_XDECREF(forms);
    PyMem_Free(made.tokens);
    PyMem_Free(made.slots);
    PyMem_Free(sizes);
    PyMem_Free(letters);
    PyBuffer_Release(&lines);
    return told;
}

/* join(text, tokens, joins, forms, word): the words that tokens make, each as word(start, end, its text); `joins` has one byte a token. */
static PyObject *join(PyObject *self, PyObject *args) {
    PyObject *text, *given, *word, *words = NULL, *joined = NULL;
    Py_buffer bytes, joins;
    if (!PyArg_ParseTuple(args, "Uy*y*O!O:join", &text, &bytes, &joins, &PyList_Type, &given, &word))
        return NULL;
    PyObject *forms = PyList_AsTuple(given);
    const Py_ssize_t count = joins.len;
    const char *const is_joined = joins.buf;
    if (!forms || bytes.len != count * (Py_ssize_t)sizeof(Token)) {
        if (forms)
            PyErr_SetString(PyExc_ValueError, "tokens have the wrong size");
        goto done;
    }
    if (!(words = PyList_New(0)) || !(joined = PyDict_New()))
        goto failed;
    for (Py_ssize_t at = 0; at < count;) {
        Token first, last;
        memcpy(&first, (const char *)bytes.buf + at * (Py_ssize_t)sizeof first, sizeof first);
        last = first;
        const Py_ssize_t begin = at;
        for (at++; at < count && is_joined[at]; at++)
            memcpy(&last, (const char *)bytes.buf + at * (Py_ssize_t)sizeof last, sizeof last);
        PyObject *form = NULL, *start = NULL, *end = NULL, *made = NULL;
        if (at > begin + 1) {
            PyObject *fresh = PyUnicode_Substring(text, first.start, last.end); /* an error where it lies outside the text */
            form = fresh ? PyDict_GetItemWithError(joined, fresh) : NULL;
            if (!form && fresh && !PyErr_Occurred() && PyDict_SetItem(joined, fresh, fresh) == 0)
                form = fresh;
            Py_XINCREF(form);
            Py_XDECREF(fresh);
        } else if (first.form < (size_t)PyTuple_Size(forms)) {
            form = Py_NewRef(PyTuple_GetItem(forms, first.form));
        } else {
            PyErr_SetString(PyExc_ValueError, "a token has no form");
        }
        if (form && (start = PyLong_FromUnsignedLong(first.start)) && (end = PyLong_FromUnsignedLong(last.end)))
            made = PyObject_CallFunctionObjArgs(word, start, end, form, NULL);
        Py_XDECREF(form);
        Py_XDECREF(start);
        Py_XDECREF(end);
        if (append(words, made) < 0)
            goto failed;
    }
    goto done;
failed:
    Py_CLEAR(words);
done:
    Py_XDECREF(joined);
    Py_XDECREF(forms);
    PyBuffer_Release(&joins);
    PyBuffer_Release(&bytes);
    return words;
}

/* split(part, start, kinds): the tokens of a passage that begins at `start`, where they begin, where they end, whether they begin with a capital; four
 * lists, or None where a character is beyond the table. */
static PyObject *split(PyObject *self, PyObject *args) {
    PyObject *part, *found = NULL;
    Py_ssize_t start, kinds_size;
    const char *kinds;
    if (!PyArg_ParseTuple(args, "Uny#:split", &part, &start, &kinds, &kinds_size))
        return NULL;
    PyObject *surfaces = PyList_New(0), *starts = PyList_New(0), *ends = PyList_New(0), *capitals = PyList_New(0);
    Py_UCS4 *letters = PyUnicode_AsUCS4Copy(part);
    if (!surfaces || !starts || !ends || !capitals || !letters)
        goto done;
    const Stretch stretch = {letters, PyUnicode_GetLength(part), (const uint8_t *)kinds, kinds_size};
    for (Py_ssize_t at = 0, end; at < stretch.end; at = end) {
        const int kind = kind_at(&stretch, at);
        end = at + 1;
        if (kind & IS_WORD)
            while (kind_at(&stretch, end) & IS_WORD || (kind_at(&stretch, end) & IS_GLUE && kind_at(&stretch, end + 1) & IS_WORD))
                end++;
        if (kind & IS_UNKNOWN || kind_at(&stretch, end) & IS_UNKNOWN || kind_at(&stretch, end + 1) & IS_UNKNOWN) {
            found = Py_NewRef(Py_None);
            goto done;
        }
        if (kind & IS_SPACE)
            continue;
        if (append(surfaces, PyUnicode_Substring(part, at, end)) < 0 || append(starts, PyLong_FromSsize_t(start + at)) < 0 ||
            append(ends, PyLong_FromSsize_t(start + end)) < 0 || append(capitals, PyBool_FromLong(kind & IS_CAPITAL)) < 0)
            goto done;
    }
    found = PyTuple_Pack(4, surfaces, starts, ends, capitals);
done:
    PyMem_Free(letters);
    Py_XDECREF(surfaces);
    Py_XDECREF(starts);
    Py_XDECREF(ends);
    Py_XDECREF(capitals);
    return found;
}

static PyMethodDef methods[] = {
    {"cut", cut, METH_VARARGS, "cut(text, lines, kinds, match)\n--\n\nThe tokens of lines, how many each has, and the different ones."},
    {"join", join, METH_VARARGS, "join(text, tokens, joins, forms, word)\n--\n\nThe words that tokens make."},
    {"split", split, METH_VARARGS, "split(part, start, kinds)\n--\n\nThe tokens of a passage for the grammar of mentions, or None."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT, .m_name = "vnnews.native._tokens", .m_doc = "Tokens and words of a text.", .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit__tokens(void) { return PyModuleDef_Init(&definition); }
