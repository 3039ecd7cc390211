"""Known mistakes as students write them: {(exercise, misconception): text of the answer's cell}."""

MISTAKES = {
    ("rot180", "rows-only"): """
def rot180(k):
    return np.flipud(k).copy()
""",
    ("conv2_valid", "correlation-for-convolution"): """
def conv2_valid(x, k):
    (H, W), (kh, kw) = x.shape, k.shape
    u = np.zeros((H - kh + 1, W - kw + 1))
    for m in range(u.shape[0]):
        for n in range(u.shape[1]):
            u[m, n] = (x[m : m + kh, n : n + kw] * k).sum()
    return u
""",
    ("conv2_full", "padded-as-if-square"): """
def conv2_full(d, k):
    return conv2_valid(np.pad(d, k.shape[0] - 1), k)
""",
    ("conv_matrix", "not-flipped"): """
def conv_matrix(k, shape):
    (kh, kw), (H, W) = k.shape, shape
    rows = []
    for m in range(H - kh + 1):
        for n in range(W - kw + 1):
            row = np.zeros((H, W))
            row[m : m + kh, n : n + kw] = k
            rows.append(row.ravel())
    return np.array(rows)
""",
    ("input_gradient", "not-rotated"): """
def input_gradient(delta, k):
    return conv2_full(delta, k)
""",
    ("input_gradient", "mean-for-sum"): """
def input_gradient(delta, k):
    return conv2_full(delta, rot180(k)) / k.size
""",
    ("input_gradient", "transposed-kernel"): """
def input_gradient(delta, k):
    return conv2_full(delta, k.T)
""",
    ("kernel_gradient", "flips-missing"): """
def kernel_gradient(x, delta):
    return conv2_valid(x, delta)
""",
    ("kernel_gradient", "result-not-rotated"): """
def kernel_gradient(x, delta):
    return conv2_valid(x, rot180(delta))
""",
    ("kernel_gradient", "mean-for-sum"): """
def kernel_gradient(x, delta):
    return conv2_valid(rot180(x), delta) / delta.size
""",
    ("conv_layer", "table-ignored"): """
def conv_layer(x, k, b, table):
    maps = []
    for j in range(len(b)):
        maps.append(sum(conv2_valid(x[i], k[i, j]) for i in range(len(x))) + b[j])
    return np.array(maps)
""",
    ("conv_layer_delta", "f-prime-forgotten"): """
def conv_layer_delta(delta, k, table, u_prev):
    dx = np.zeros(u_prev.shape)
    for i, j in np.argwhere(table):
        dx[i] += input_gradient(delta[j], k[i, j])
    return dx
""",
    ("repaired_layer_delta", "channels-flipped"): """
def repaired_layer_delta(delta, k, table, u_prev):
    turned = k[::-1, ::-1]
    dx = np.zeros(u_prev.shape)
    for i, j in np.argwhere(table):
        dx[i] += conv2_full(delta[j], turned[i, j])
    return dx * scaled_tanh_prime(u_prev)
""",
    ("xcorr_input_gradient", "rotated-twice"): """
def xcorr_input_gradient(delta, k):
    return conv2_full(delta, rot180(k))
""",
    ("convolution_claims", "all-true"): """
def convolution_claims():
    return {letter: True for letter in "ABCDEFG"}
""",
}
