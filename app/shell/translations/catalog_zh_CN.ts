<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>catalog</name>
    <message>
        <source>A fixed factor every few epochs.</source>
        <translation>每隔若干轮乘以固定因子。</translation>
    </message>
    <message>
        <source>A sigmoid of three straight lines.</source>
        <translation>由三段直线构成的 sigmoid。</translation>
    </message>
    <message>
        <source>A smooth ReLU.</source>
        <translation>平滑的 ReLU。</translation>
    </message>
    <message>
        <source>A straight line down to the end.</source>
        <translation>直线下降到结束。</translation>
    </message>
    <message>
        <source>Adam that looks ahead along its momentum (Dozat 2016).</source>
        <translation>沿动量前瞻的 Adam（Dozat 2016）。</translation>
    </message>
    <message>
        <source>Adam whose weight decay does not pass through the moments (Loshchilov and Hutter 2019).</source>
        <translation>权重衰减不经过矩估计的 Adam（Loshchilov 与 Hutter 2019）。</translation>
    </message>
    <message>
        <source>Adds two branches of the same shape: a residual connection.</source>
        <translation>将形状相同的两个分支相加：残差连接。</translation>
    </message>
    <message>
        <source>Alpha</source>
        <translation>Alpha</translation>
    </message>
    <message>
        <source>Approximate</source>
        <translation>近似</translation>
    </message>
    <message>
        <source>Averages each window.</source>
        <translation>对每个窗口求平均。</translation>
    </message>
    <message>
        <source>Axis</source>
        <translation>轴</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.</source>
        <translation>将每个通道在批内归一化为均值 0、方差 1，再缩放和平移。</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>中心化</translation>
    </message>
    <message>
        <source>Checkpoint every</source>
        <translation>检查点间隔</translation>
    </message>
    <message>
        <source>Clip norm</source>
        <translation>梯度范数裁剪</translation>
    </message>
    <message>
        <source>Clip value</source>
        <translation>梯度值裁剪</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Digits by two hidden layers.</source>
        <translation>用两个隐藏层识别数字。</translation>
    </message>
    <message>
        <source>Digits, 28 x 28: two convolutions and three linear layers with ReLU and max pooling.</source>
        <translation>28 × 28 数字：两个卷积层和三个线性层，ReLU 与最大池化。</translation>
    </message>
    <message>
        <source>Dilation</source>
        <translation>空洞</translation>
    </message>
    <message>
        <source>ELU scaled so that layer after layer keeps mean 0 and variance 1.</source>
        <translation>经过缩放的 ELU，使逐层保持均值 0、方差 1。</translation>
    </message>
    <message>
        <source>ELU with one slope on both sides of zero.</source>
        <translation>零点两侧斜率连续的 ELU。</translation>
    </message>
    <message>
        <source>End</source>
        <translation>终值</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮数</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon（稳定项）</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>每隔</translation>
    </message>
    <message>
        <source>Every output is a weighted sum of all inputs.</source>
        <translation>每个输出都是全部输入的加权和。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>因子</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Half a cosine down to the end (Loshchilov and Hutter 2017).</source>
        <translation>按半个余弦下降到结束（Loshchilov 与 Hutter 2017）。</translation>
    </message>
    <message>
        <source>How surprised the scores are by the true class, averaged over the batch.</source>
        <translation>得分对真实类别的“意外”程度，在批内取平均。</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>Keeps the largest value of each window.</source>
        <translation>保留每个窗口的最大值。</translation>
    </message>
    <message>
        <source>Kernel</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>LeakyReLU whose slope below zero is learnt, one a channel or one for all.</source>
        <translation>负半轴斜率可学习的 LeakyReLU，每通道一个或共用一个。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Linear above zero, an exponential that levels off below.</source>
        <translation>正半轴线性，负半轴为趋于平缓的指数。</translation>
    </message>
    <message>
        <source>Mean of weights</source>
        <translation>权重滑动平均</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Momentum decay</source>
        <translation>动量衰减</translation>
    </message>
    <message>
        <source>Negative slope</source>
        <translation>负半轴斜率</translation>
    </message>
    <message>
        <source>Nesterov</source>
        <translation>Nesterov</translation>
    </message>
    <message>
        <source>One row of features a sample; nothing is copied.</source>
        <translation>每个样本展平为一行特征；不复制数据。</translation>
    </message>
    <message>
        <source>Out channels</source>
        <translation>输出通道</translation>
    </message>
    <message>
        <source>Out features</source>
        <translation>输出特征数</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Passes what is positive and a share of the rest.</source>
        <translation>正值通过，其余按比例通过。</translation>
    </message>
    <message>
        <source>Passes what is positive and stops the rest.</source>
        <translation>正值通过，其余置零。</translation>
    </message>
    <message>
        <source>Per channel</source>
        <translation>每通道</translation>
    </message>
    <message>
        <source>Rate decay</source>
        <translation>学习率衰减</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>ReLU that stops growing at 6.</source>
        <translation>在 6 处封顶的 ReLU。</translation>
    </message>
    <message>
        <source>Rho</source>
        <translation>Rho</translation>
    </message>
    <message>
        <source>Rise</source>
        <translation>上升段</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Shuffle</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>SiLU made of straight pieces: cheap on small devices.</source>
        <translation>由直线段构成的 SiLU：在小设备上开销低。</translation>
    </message>
    <message>
        <source>Slides filters over an image; each output channel is the weighted sum of a window.</source>
        <translation>滤波器扫过图像；每个输出通道是窗口内输入的加权和。</translation>
    </message>
    <message>
        <source>Slope</source>
        <translation>斜率</translation>
    </message>
    <message>
        <source>Squashes to between -1 and 1, more slowly than tanh.</source>
        <translation>压缩到 -1 与 1 之间，比 tanh 缓慢。</translation>
    </message>
    <message>
        <source>Squashes to between -1 and 1.</source>
        <translation>压缩到 -1 与 1 之间。</translation>
    </message>
    <message>
        <source>Squashes to between 0 and 1.</source>
        <translation>压缩到 0 与 1 之间。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Steps against the gradient, with momentum (Nesterov&apos;s on request).</source>
        <translation>沿负梯度步进，带动量（可选 Nesterov）。</translation>
    </message>
    <message>
        <source>Steps divided by a running root mean square of the gradient (Tieleman and Hinton 2012).</source>
        <translation>步长除以梯度的滑动均方根（Tieleman 与 Hinton 2012）。</translation>
    </message>
    <message>
        <source>Steps in the units of the weights, without a rate to tune (Zeiler 2012).</source>
        <translation>以权重的单位步进，无需调学习率（Zeiler 2012）。</translation>
    </message>
    <message>
        <source>Steps of one length in the direction of the sign of the momentum (Chen et al. 2023).</source>
        <translation>沿动量符号方向的等长步进（Chen 等 2023）。</translation>
    </message>
    <message>
        <source>Steps scaled by running moments of the gradient (Kingma and Ba 2015).</source>
        <translation>按梯度的滑动矩缩放步长（Kingma 与 Ba 2015）。</translation>
    </message>
    <message>
        <source>Steps that shrink with all gradients seen so far (Duchi, Hazan and Singer 2011).</source>
        <translation>步长随已见过的全部梯度缩小（Duchi、Hazan 与 Singer 2011）。</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>The form of Y. LeCun et al. 1998: tanh and average pooling.</source>
        <translation>Y. LeCun 等 1998 年的形式：tanh 与平均池化。</translation>
    </message>
    <message>
        <source>The same factor after every epoch, spread over its steps.</source>
        <translation>每轮乘以同一因子，分摊到各步。</translation>
    </message>
    <message>
        <source>The same rate throughout.</source>
        <translation>学习率始终不变。</translation>
    </message>
    <message>
        <source>The samples of the project&apos;s data set, a batch at a time.</source>
        <translation>项目数据集的样本，每次一批。</translation>
    </message>
    <message>
        <source>Turns scores into probabilities that sum to 1. Cross-entropy does this itself.</source>
        <translation>将得分变为总和为 1 的概率。交叉熵自身已包含此步。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Up to the rate, then far below where it began (Smith and Topin 2018).</source>
        <translation>先升到学习率，再降到远低于起点（Smith 与 Topin 2018）。</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Zeroes elements at random while training; passes all when evaluating.</source>
        <translation>训练时随机置零；评估时全部通过。</translation>
    </message>
    <message>
        <source>a folder with data files; empty: the data set above</source>
        <translation>数据文件所在文件夹；留空则用上面的数据集</translation>
    </message>
    <message>
        <source>a new order of the samples in every epoch</source>
        <translation>每轮重新打乱样本顺序</translation>
    </message>
    <message>
        <source>a slope for each channel (axis 1); else one for all</source>
        <translation>每个通道（轴 1）一个斜率；否则共用一个</translation>
    </message>
    <message>
        <source>add a learnt constant to every channel</source>
        <translation>为每个通道加上可学习的常数</translation>
    </message>
    <message>
        <source>add a learnt constant to every output</source>
        <translation>为每个输出加上可学习的常数</translation>
    </message>
    <message>
        <source>added to the variance</source>
        <translation>加到方差上的小量</translation>
    </message>
    <message>
        <source>and ends at this part of where it began</source>
        <translation>结束时为起点的几分之一</translation>
    </message>
    <message>
        <source>axis whose elements share; -1: the last</source>
        <translation>元素共同归一化的轴；-1 表示最后一个</translation>
    </message>
    <message>
        <source>bundled, or in the program&apos;s data folder</source>
        <translation>随程序提供，或位于程序的数据文件夹</translation>
    </message>
    <message>
        <source>chance of an element to be zeroed</source>
        <translation>元素被置零的概率</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>channels are split into so many independent groups</source>
        <translation>通道被分成这么多个独立的组</translation>
    </message>
    <message>
        <source>class ids</source>
        <translation>类别编号</translation>
    </message>
    <message>
        <source>decay of the running mean of the weights that results are made with; 0: none</source>
        <translation>用于得出结果的权重滑动平均的衰减；0 表示不用</translation>
    </message>
    <message>
        <source>decomposed</source>
        <translation>分解后</translation>
    </message>
    <message>
        <source>distance between the taps of a filter</source>
        <translation>滤波器采样点之间的距离</translation>
    </message>
    <message>
        <source>divide by the deviation instead (Graves 2013)</source>
        <translation>改为除以标准差（Graves 2013）</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>epochs between two checkpoints</source>
        <translation>两个检查点之间的轮数</translation>
    </message>
    <message>
        <source>epochs between two drops</source>
        <translation>两次下降之间的轮数</translation>
    </message>
    <message>
        <source>features</source>
        <translation>特征</translation>
    </message>
    <message>
        <source>fused</source>
        <translation>融合后</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>graph</source>
        <translation>图</translation>
    </message>
    <message>
        <source>height and width of a filter</source>
        <translation>滤波器的高和宽</translation>
    </message>
    <message>
        <source>height and width of the window</source>
        <translation>窗口的高和宽</translation>
    </message>
    <message>
        <source>how a step follows from the gradient</source>
        <translation>如何由梯度得到一步</translation>
    </message>
    <message>
        <source>how the learning rate changes over the run</source>
        <translation>学习率在运行中如何变化</translation>
    </message>
    <message>
        <source>how the momentum grows in</source>
        <translation>动量如何逐渐增大</translation>
    </message>
    <message>
        <source>how the weights begin; default: the training settings&apos;</source>
        <translation>权重的初始值；default 表示用训练设置中的</translation>
    </message>
    <message>
        <source>how the weights of every layer begin, unless the layer says otherwise</source>
        <translation>各层权重的初始值，除非该层另有指定</translation>
    </message>
    <message>
        <source>ir</source>
        <translation>中间表示</translation>
    </message>
    <message>
        <source>keeps the division finite</source>
        <translation>防止除零</translation>
    </message>
    <message>
        <source>largest element of a gradient; 0: not clipped</source>
        <translation>梯度元素的最大值；0 表示不裁剪</translation>
    </message>
    <message>
        <source>level far below zero</source>
        <translation>远小于零时的取值</translation>
    </message>
    <message>
        <source>longest gradient, all parameters together (L2); 0: not clipped</source>
        <translation>全部参数梯度的最大范数（L2）；0 表示不裁剪</translation>
    </message>
    <message>
        <source>look ahead along the momentum</source>
        <translation>沿动量前瞻</translation>
    </message>
    <message>
        <source>memory of both squares</source>
        <translation>两个平方均值的记忆</translation>
    </message>
    <message>
        <source>memory of the mean</source>
        <translation>均值的记忆</translation>
    </message>
    <message>
        <source>memory of the momentum</source>
        <translation>动量的记忆</translation>
    </message>
    <message>
        <source>memory of the square</source>
        <translation>平方的记忆</translation>
    </message>
    <message>
        <source>normalised samples</source>
        <translation>归一化后的样本</translation>
    </message>
    <message>
        <source>number of filters</source>
        <translation>滤波器个数</translation>
    </message>
    <message>
        <source>number of outputs; the word classes follows the data set</source>
        <translation>输出个数；写 classes 则随数据集类别数</translation>
    </message>
    <message>
        <source>of one epoch</source>
        <translation>每一轮的因子</translation>
    </message>
    <message>
        <source>of weights, order and noise: the same seed gives the same run</source>
        <translation>决定权重、顺序与噪声：相同种子得到相同运行</translation>
    </message>
    <message>
        <source>one score a class, before softmax</source>
        <translation>每类一个得分（softmax 之前）</translation>
    </message>
    <message>
        <source>part of the rate that is left at the end</source>
        <translation>结束时剩余的学习率比例</translation>
    </message>
    <message>
        <source>part of the run that goes up</source>
        <translation>上升阶段占整个运行的比例</translation>
    </message>
    <message>
        <source>passes over the training data</source>
        <translation>遍历训练数据的次数</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>执行计划</translation>
    </message>
    <message>
        <source>pull of the weights to zero</source>
        <translation>将权重拉向零的强度</translation>
    </message>
    <message>
        <source>px</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>rows and columns added on each side</source>
        <translation>每一侧增加的行和列</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>个样本</translation>
    </message>
    <message>
        <source>samples per optimizer step</source>
        <translation>每个优化步的样本数</translation>
    </message>
    <message>
        <source>schedule</source>
        <translation>调度</translation>
    </message>
    <message>
        <source>share of the batch in the running statistics</source>
        <translation>当前批在滑动统计量中的占比</translation>
    </message>
    <message>
        <source>share of the last step that is kept</source>
        <translation>保留上一步的比例</translation>
    </message>
    <message>
        <source>share of the momentum in the step</source>
        <translation>动量在步进中的占比</translation>
    </message>
    <message>
        <source>slope below zero</source>
        <translation>负半轴的斜率</translation>
    </message>
    <message>
        <source>slope of the middle line</source>
        <translation>中间段的斜率</translation>
    </message>
    <message>
        <source>step length</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>step of the window</source>
        <translation>窗口的步幅</translation>
    </message>
    <message>
        <source>step of the window; 0: as large as the window</source>
        <translation>窗口的步幅；0 表示与窗口同大</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>steps over which the rate grows from nothing</source>
        <translation>学习率从零升起的步数</translation>
    </message>
    <message>
        <source>tanh: the faster fit that GPT-2 used</source>
        <translation>tanh：GPT-2 所用的较快近似</translation>
    </message>
    <message>
        <source>the rate begins at this part</source>
        <translation>学习率从其几分之一开始</translation>
    </message>
    <message>
        <source>the rate is divided by 1 + steps x this</source>
        <translation>学习率除以 1 + 步数 × 此值</translation>
    </message>
    <message>
        <source>what the rate is multiplied by</source>
        <translation>学习率所乘的因子</translation>
    </message>
    <message>
        <source>where the learnt slopes begin</source>
        <translation>可学习斜率的初始值</translation>
    </message>
    <message>
        <source>x times its sigmoid; also called Swish.</source>
        <translation>x 乘以其 sigmoid；又称 Swish。</translation>
    </message>
    <message>
        <source>x times the chance that a standard normal number is below x.</source>
        <translation>x 乘以标准正态数小于 x 的概率。</translation>
    </message>
    <message>
        <source>x times the tanh of its softplus.</source>
        <translation>x 乘以其 softplus 的 tanh。</translation>
    </message>
    <message>
        <source>zeros added on each side</source>
        <translation>每一侧补的零</translation>
    </message>
</context>
<context>
    <name>viz</name>
    <message>
        <source>A larger batch gives the device more to do for each submit.</source>
        <translation>更大的批让设备每次提交做更多工作。</translation>
    </message>
    <message>
        <source>A larger batch makes calls longer; fusion makes them fewer (Plan shows which pass is off).</source>
        <translation>更大的批使每次调用更长；融合使调用更少（“编译计划”显示哪个阶段被关闭）。</translation>
    </message>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Alive at the peak</source>
        <translation>峰值时存活</translation>
    </message>
    <message>
        <source>Alive here</source>
        <translation>此处存活</translation>
    </message>
    <message>
        <source>Axis, view and files</source>
        <translation>坐标轴、视图与文件</translation>
    </message>
    <message>
        <source>Between {1} calls the device waits {2} of the step.</source>
        <translation>在 {1} 次调用之间，设备等待占单步的 {2}。</translation>
    </message>
    <message>
        <source>Calls of a kernel together</source>
        <translation>同一计算核的调用合并</translation>
    </message>
    <message>
        <source>Calls of a node together</source>
        <translation>同一节点的调用合并</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Click hides this curve</source>
        <translation>点击隐藏此曲线</translation>
    </message>
    <message>
        <source>Click shows this curve</source>
        <translation>点击显示此曲线</translation>
    </message>
    <message>
        <source>Click to try again.</source>
        <translation>点击重试。</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Compute the loss at</source>
        <translation>计算损失于</translation>
    </message>
    <message>
        <source>Every call</source>
        <translation>每次调用</translation>
    </message>
    <message>
        <source>FLOP/byte</source>
        <translation>FLOP/字节</translation>
    </message>
    <message>
        <source>FLOP/s</source>
        <translation>FLOP/s</translation>
    </message>
    <message>
        <source>Files and view</source>
        <translation>文件与视图</translation>
    </message>
    <message>
        <source>GB/s</source>
        <translation>GB/s</translation>
    </message>
    <message>
        <source>GFLOP/s</source>
        <translation>GFLOP/s</translation>
    </message>
    <message>
        <source>Grouping, view and files</source>
        <translation>分组、视图与文件</translation>
    </message>
    <message>
        <source>Height and colour by the logarithm of the loss</source>
        <translation>高度与颜色取损失的对数</translation>
    </message>
    <message>
        <source>It begins with the first step: press Train (F5).</source>
        <translation>从第一步开始绘制：请按“训练”(F5)。</translation>
    </message>
    <message>
        <source>It fills in while a run trains.</source>
        <translation>训练之后在此绘制。</translation>
    </message>
    <message>
        <source>It fills in while a run trains. Compute makes one of the last run.</source>
        <translation>运行结束后按“计算”绘制上次运行的损失地形。</translation>
    </message>
    <message>
        <source>Its first points come once the model is ready.</source>
        <translation>模型就绪后出现最初的点。</translation>
    </message>
    <message>
        <source>Let the tuner choose a variant for this shape: saddle tune.</source>
        <translation>让调优器为此形状选择变体：saddle tune。</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>对数坐标</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>立即测量</translation>
    </message>
    <message>
        <source>Median time in a step</source>
        <translation>单步中的中位用时</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Needs losses above zero</source>
        <translation>需要大于零的损失</translation>
    </message>
    <message>
        <source>No curve yet</source>
        <translation>还没有曲线</translation>
    </message>
    <message>
        <source>No gap, no wait and no kernel costs a tenth of the step without need.</source>
        <translation>没有空隙、等待或计算核无谓地占用单步的十分之一。</translation>
    </message>
    <message>
        <source>No landscape</source>
        <translation>没有损失地形</translation>
    </message>
    <message>
        <source>No landscape yet</source>
        <translation>还没有损失地形</translation>
    </message>
    <message>
        <source>No step measured</source>
        <translation>尚未测量任何一步</translation>
    </message>
    <message>
        <source>Not known: the peaks of this device are not measured</source>
        <translation>未知：未测量此设备的峰值</translation>
    </message>
    <message>
        <source>Nothing can be drawn here</source>
        <translation>此处无法绘制</translation>
    </message>
    <message>
        <source>Nothing stands out</source>
        <translation>没有明显问题</translation>
    </message>
    <message>
        <source>Over epochs</source>
        <translation>按轮次</translation>
    </message>
    <message>
        <source>Over steps</source>
        <translation>按步</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>PCA of the trajectory</source>
        <translation>轨迹主成分平面</translation>
    </message>
    <message>
        <source>Peaks of this device not measured: no roof is known.</source>
        <translation>未测量此设备的峰值：屋顶线未知。</translation>
    </message>
    <message>
        <source>Press Train (F5) or Step: steps are timed while a run trains.</source>
        <translation>请按“训练”(F5) 或“单步”：训练时会对各步计时。</translation>
    </message>
    <message>
        <source>Press Train (F5) or Step: the memory plan of the step is shown here.</source>
        <translation>请按“训练”(F5) 或“单步”：这里显示该步的内存规划。</translation>
    </message>
    <message>
        <source>Random directions, filter-normalised</source>
        <translation>随机方向，按滤波器归一化</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Roofline</source>
        <translation>屋顶线</translation>
    </message>
    <message>
        <source>Run:</source>
        <translation>运行：</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>存为 CSV</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>存为 CSV…</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>存为 SVG…</translation>
    </message>
    <message>
        <source>Save roofline as SVG…</source>
        <translation>将屋顶线存为 SVG…</translation>
    </message>
    <message>
        <source>Save table as CSV…</source>
        <translation>将表格存为 CSV…</translation>
    </message>
    <message>
        <source>Save timeline as SVG…</source>
        <translation>将时间线存为 SVG…</translation>
    </message>
    <message>
        <source>Share of the time of all kernels</source>
        <translation>占全部计算核用时的比例</translation>
    </message>
    <message>
        <source>Share of what is alive</source>
        <translation>占存活内存的比例</translation>
    </message>
    <message>
        <source>Share of what the device can reach at this FLOP/byte</source>
        <translation>占该 FLOP/字节下设备可达性能的比例</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Stops; what is computed stays</source>
        <translation>停止；已计算的部分保留</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The graphics device was lost</source>
        <translation>图形设备已丢失</translation>
    </message>
    <message>
        <source>The host takes {1} of the step to submit and to wake.</source>
        <translation>主机提交与唤醒占单步的 {1}。</translation>
    </message>
    <message>
        <source>The landscape is on its way</source>
        <translation>损失地形计算中</translation>
    </message>
    <message>
        <source>Time over the last profiles</source>
        <translation>最近几次测量的用时</translation>
    </message>
    <message>
        <source>What limits it</source>
        <translation>受限于什么</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>alive</source>
        <translation>存活</translation>
    </message>
    <message>
        <source>arena</source>
        <translation>内存池</translation>
    </message>
    <message>
        <source>at</source>
        <translation>于</translation>
    </message>
    <message>
        <source>axes</source>
        <translation>坐标轴</translation>
    </message>
    <message>
        <source>backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>begins at</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>bound</source>
        <translation>受限于</translation>
    </message>
    <message>
        <source>by call</source>
        <translation>按调用</translation>
    </message>
    <message>
        <source>by time</source>
        <translation>按时间</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>call</source>
        <translation>次调用</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>次调用</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>end</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>from</source>
        <translation>从</translation>
    </message>
    <message>
        <source>gaps</source>
        <translation>空隙</translation>
    </message>
    <message>
        <source>grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>kernel call</source>
        <translation>计算核调用</translation>
    </message>
    <message>
        <source>kernels</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>log height</source>
        <translation>对数高度</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>map</source>
        <translation>等高图</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>搬运</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>nan</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>of the roof</source>
        <translation>达到屋顶线</translation>
    </message>
    <message>
        <source>off the plane</source>
        <translation>偏离平面</translation>
    </message>
    <message>
        <source>offset</source>
        <translation>偏移</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>path off the plane by up to</source>
        <translation>轨迹偏离平面至多</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>pca</source>
        <translation>主成分</translation>
    </message>
    <message>
        <source>peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>place in the arena</source>
        <translation>内存池中的位置</translation>
    </message>
    <message>
        <source>points</source>
        <translation>个点</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>roof</source>
        <translation>屋顶线</translation>
    </message>
    <message>
        <source>size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>曲面</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>trail</source>
        <translation>轨迹</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>{1} takes {2} of the step at {3} of its roof.</source>
        <translation>{1} 占单步的 {2}，达到其屋顶线的 {3}。</translation>
    </message>
</context>
</TS>
