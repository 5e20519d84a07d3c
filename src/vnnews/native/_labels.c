/* Which tokens join the one before them, decided by the scores of the places between.
 *
 * Takes whole scores of 64 bits, gives one byte a token. It does what decode_scores of vnnews.segment.crf.decoder and the search of
 * vnnews.segment.crf.agreement do, which stay the reference. It keeps nothing between calls.
 *
 * Only the stable interface of Python 3.11 is used, so that one build serves all later releases.
 */
#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

#define MOST (INT64_C(1) << 60) /* beyond any score; a sum of three such numbers is still a number */

/* Weights of two labels in a row. */
typedef struct {
    long long begin_begin, begin_join, join_begin, join_join;
} Transitions;

/* Replaces the scores of a line by how much 'joins' leads 'begins' on the best ways to each place, and writes the best path. */
static void decode_line(const Transitions *weights, int64_t *leads, char *joined, Py_ssize_t count) {
    /* the least lead that pays before 'begins', 'joins' */
    const int64_t before_begin = weights->begin_begin - weights->join_begin, before_join = weights->begin_join - weights->join_join;
    for (Py_ssize_t at = 1; at < count; at++) {
        const int64_t lead = leads[at - 1];
        leads[at] += lead <= before_join ? weights->begin_join : lead + weights->join_join;
        leads[at] -= lead <= before_begin ? weights->begin_begin : lead + weights->join_begin;
    }
    int64_t limit = 0;
    for (Py_ssize_t at = count - 1; at >= 0; at--) {
        joined[at] = leads[at] > limit;
        limit = joined[at] ? before_join : before_begin;
    }
}

static int is_whole(long long number) { return number > -MOST && number < MOST; }

/* decode(scores, sizes, begin_begin, begin_join, join_begin, join_join): a byte for each place of lines, 1 where its token joins the one before. */
static PyObject *decode(PyObject *self, PyObject *args) {
    Py_buffer scores, sizes;
    Transitions weights;
    if (!PyArg_ParseTuple(args, "y*y*LLLL:decode", &scores, &sizes, &weights.begin_begin, &weights.begin_join, &weights.join_begin, &weights.join_join))
        return NULL;
    const Py_ssize_t count = scores.len / (Py_ssize_t)sizeof(int64_t), lines = sizes.len / (Py_ssize_t)sizeof(uint32_t);
    PyObject *joined = NULL;
    int64_t *leads = PyMem_Malloc(count ? (size_t)count * sizeof *leads : 1);
    if (!leads) {
        PyErr_NoMemory();
        goto done;
    }
    memcpy(leads, scores.buf, (size_t)count * sizeof *leads);
    int fits = is_whole(weights.begin_begin) && is_whole(weights.begin_join) && is_whole(weights.join_begin) && is_whole(weights.join_join);
    Py_ssize_t sum = 0;
    for (Py_ssize_t line = 0; line < lines; line++)
        sum += ((const uint32_t *)sizes.buf)[line];
    for (Py_ssize_t at = 0; at < count; at++)
        fits = fits && is_whole(leads[at]);
    if (!fits || sum != count) {
        PyErr_SetString(PyExc_ValueError, "scores are of the wrong size");
        goto done;
    }
    if (!(joined = PyBytes_FromStringAndSize(NULL, count)))
        goto done;
    char *const written = PyBytes_AsString(joined);
    for (Py_ssize_t line = 0, at = 0; line < lines; line++) {
        const uint32_t size = ((const uint32_t *)sizes.buf)[line];
        decode_line(&weights, leads + at, written + at, size);
        at += size;
    }
done:
    PyMem_Free(leads);
    PyBuffer_Release(&scores);
    PyBuffer_Release(&sizes);
    return joined;
}

/* Appends a place to a list; 0, or -1 after an error. */
static int append(PyObject *places, Py_ssize_t place) {
    PyObject *made = PyLong_FromSsize_t(place);
    const int failed = made ? PyList_Append(places, made) : -1;
    Py_XDECREF(made);
    return failed;
}

/* find_doubt(scores, doubt): the places whose score is nearer to 0. */
static PyObject *find_doubt(PyObject *self, PyObject *args) {
    Py_buffer scores;
    long long doubt;
    if (!PyArg_ParseTuple(args, "y*L:find_doubt", &scores, &doubt))
        return NULL;
    const Py_ssize_t count = scores.len / (Py_ssize_t)sizeof(int64_t);
    PyObject *places = PyList_New(0);
    for (Py_ssize_t at = 0; places && doubt > 0 && at < count; at++) {
        const int64_t score = ((const int64_t *)scores.buf)[at];
        if (score < doubt && score > -doubt && append(places, at) < 0)
            Py_CLEAR(places);
    }
    PyBuffer_Release(&scores);
    return places;
}

/* find_forms(tokens, wanted): the places of tokens, as `cut` gives them, whose forms have a byte in `wanted` that is not 0. */
static PyObject *find_forms(PyObject *self, PyObject *args) {
    Py_buffer tokens, wanted;
    if (!PyArg_ParseTuple(args, "y*y*:find_forms", &tokens, &wanted))
        return NULL;
    const Py_ssize_t count = tokens.len / (Py_ssize_t)(3 * sizeof(uint32_t));
    PyObject *places = PyList_New(0);
    for (Py_ssize_t at = 0; places && at < count; at++) {
        const uint32_t form = ((const uint32_t *)tokens.buf)[3 * at + 2];
        if (form < (size_t)wanted.len && ((const char *)wanted.buf)[form] && append(places, at) < 0)
            Py_CLEAR(places);
    }
    PyBuffer_Release(&tokens);
    PyBuffer_Release(&wanted);
    return places;
}

static PyMethodDef methods[] = {
    {"decode", decode, METH_VARARGS, "decode(scores, sizes, begin_begin, begin_join, join_begin, join_join)\n--\n\nWhich tokens join the one before."},
    {"find_doubt", find_doubt, METH_VARARGS, "find_doubt(scores, doubt)\n--\n\nThe places whose score is nearer to 0."},
    {"find_forms", find_forms, METH_VARARGS, "find_forms(tokens, wanted)\n--\n\nThe places of the forms that are wanted."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT, .m_name = "vnnews.native._labels", .m_doc = "Labels of places.", .m_methods = methods, .m_slots = slots};

PyMODINIT_FUNC PyInit__labels(void) { return PyModuleDef_Init(&definition); }
