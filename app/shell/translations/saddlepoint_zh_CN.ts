<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New project</source>
        <translation>新建项目(&amp;N)</translation>
    </message>
    <message>
        <source>An empty canvas in a new tab</source>
        <translation>在新标签页中打开空画布</translation>
    </message>
    <message>
        <source>New from &amp;gallery...</source>
        <translation>从项目库新建(&amp;G)...</translation>
    </message>
    <message>
        <source>Ready projects to begin from</source>
        <translation>可直接开始的现成项目</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>Open a project file</source>
        <translation>打开项目文件</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Save the project to its file</source>
        <translation>将项目保存到原文件</translation>
    </message>
    <message>
        <source>Save &amp;as...</source>
        <translation>另存为(&amp;A)...</translation>
    </message>
    <message>
        <source>Save the project to another file</source>
        <translation>将项目保存到另一个文件</translation>
    </message>
    <message>
        <source>ONNX model...</source>
        <translation>ONNX 模型...</translation>
    </message>
    <message>
        <source>The trained model of the last run for ONNX Runtime (opset 17)</source>
        <translation>上次运行训练好的模型，供 ONNX Runtime 使用（opset 17）</translation>
    </message>
    <message>
        <source>safetensors weights...</source>
        <translation>safetensors 权重...</translation>
    </message>
    <message>
        <source>The trained weights of the last run</source>
        <translation>上次运行训练好的权重</translation>
    </message>
    <message>
        <source>PyTorch script...</source>
        <translation>PyTorch 脚本...</translation>
    </message>
    <message>
        <source>A script that builds the model and loads the weights beside it</source>
        <translation>构建模型并加载旁边权重文件的脚本</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>Close the project of this tab</source>
        <translation>关闭此标签页的项目</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>End the program; a run in progress stops with a checkpoint</source>
        <translation>结束程序；进行中的运行会保存检查点后停止</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Take back the last change</source>
        <translation>撤回上一次修改</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Do the change again that was taken back</source>
        <translation>重新执行被撤回的修改</translation>
    </message>
    <message>
        <source>&amp;Find node...</source>
        <translation>查找节点(&amp;F)...</translation>
    </message>
    <message>
        <source>Find a node by name or layer</source>
        <translation>按名称或层类型查找节点</translation>
    </message>
    <message>
        <source>Follow the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Dark or light, as the desktop prefers</source>
        <translation>深色或浅色，随桌面设置</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Switch theme</source>
        <translation>切换主题</translation>
    </message>
    <message>
        <source>Switch between the dark and the light theme</source>
        <translation>在深色与浅色主题之间切换</translation>
    </message>
    <message>
        <source>&amp;Reduce motion</source>
        <translation>减少动画(&amp;R)</translation>
    </message>
    <message>
        <source>Nothing moves by itself: all animations take no time</source>
        <translation>所有动画立即完成</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>Fill the whole screen</source>
        <translation>占满整个屏幕</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>Train this project, or continue after a pause</source>
        <translation>训练此项目，或在暂停后继续</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Pause after the current step</source>
        <translation>当前步完成后暂停</translation>
    </message>
    <message>
        <source>St&amp;ep</source>
        <translation>单步(&amp;E)</translation>
    </message>
    <message>
        <source>Do one optimizer step</source>
        <translation>执行一个优化步</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>End the run with a checkpoint</source>
        <translation>保存检查点并结束运行</translation>
    </message>
    <message>
        <source>&amp;Loss landscape, random directions</source>
        <translation>损失地形：随机方向(&amp;L)</translation>
    </message>
    <message>
        <source>Loss around the run&apos;s parameters in two filter-normalised random directions (Li et al. 2018)</source>
        <translation>在两个按滤波器归一化的随机方向上，参数周围的损失（Li 等，2018）</translation>
    </message>
    <message>
        <source>Loss landscape, &amp;principal components</source>
        <translation>损失地形：主成分(&amp;P)</translation>
    </message>
    <message>
        <source>Loss in the plane that holds most of the run&apos;s path</source>
        <translation>在最能容纳训练轨迹的平面上的损失</translation>
    </message>
    <message>
        <source>&amp;Cancel landscape</source>
        <translation>取消地形计算(&amp;C)</translation>
    </message>
    <message>
        <source>Stop computing the landscape; what is done stays</source>
        <translation>停止计算损失地形；已完成的部分保留</translation>
    </message>
    <message>
        <source>&amp;Refresh runs</source>
        <translation>刷新运行记录(&amp;R)</translation>
    </message>
    <message>
        <source>Read the table of runs again, with those of other programs</source>
        <translation>重新读取运行记录表，包括其他程序的运行</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put all panels back to their places</source>
        <translation>将所有面板放回原位</translation>
    </message>
    <message>
        <source>&amp;About Saddlepoint</source>
        <translation>关于 Saddlepoint(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>版本与许可证</translation>
    </message>
    <message>
        <source>Search &amp;layers...</source>
        <translation>搜索层(&amp;L)...</translation>
    </message>
    <message>
        <source>Find a layer in the palette</source>
        <translation>在层面板中查找层</translation>
    </message>
    <message>
        <source>&amp;Import...</source>
        <translation>导入(&amp;I)...</translation>
    </message>
    <message>
        <source>An ONNX model as a new project, or safetensors as the weights that training begins from</source>
        <translation>将 ONNX 模型导入为新项目，或将 safetensors 作为训练的初始权重</translation>
    </message>
    <message>
        <source>&amp;Print...</source>
        <translation>打印(&amp;P)...</translation>
    </message>
    <message>
        <source>The whole graph on one page, on paper or as PDF</source>
        <translation>将整个图打印在一页上，纸张或 PDF</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Layers, operators and optimizers explained; first of all the selected one</source>
        <translation>层、算子与优化器的说明；先显示选中的层</translation>
    </message>
    <message>
        <source>&amp;Tour</source>
        <translation>导览(&amp;T)</translation>
    </message>
    <message>
        <source>The window in five steps</source>
        <translation>五步了解窗口</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts...</source>
        <translation>键盘快捷键(&amp;K)...</translation>
    </message>
    <message>
        <source>See and change all shortcuts</source>
        <translation>查看和更改所有快捷键</translation>
    </message>
    <message>
        <source>Flight &amp;check</source>
        <translation>起飞检查(&amp;C)</translation>
    </message>
    <message>
        <source>What a run will take of this device and what may go wrong: time, memory, data, doubts</source>
        <translation>训练将占用本设备多少资源、可能出什么问题：时间、内存、数据、疑点</translation>
    </message>
    <message>
        <source>Optimizer &amp;playground...</source>
        <translation>优化器游乐场(&amp;P)...</translation>
    </message>
    <message>
        <source>Optimizers race on functions of two parameters, with their minima and saddle points</source>
        <translation>多个优化器在二元函数上赛跑，并标出极小点与鞍点</translation>
    </message>
    <message>
        <source>&amp;Earlier point of the run</source>
        <translation>运行的前一存点(&amp;E)</translation>
    </message>
    <message>
        <source>Move all views to the stored point before</source>
        <translation>把所有视图移到前一个存点</translation>
    </message>
    <message>
        <source>La&amp;ter point of the run</source>
        <translation>运行的后一存点(&amp;T)</translation>
    </message>
    <message>
        <source>Move all views to the stored point after</source>
        <translation>把所有视图移到后一个存点</translation>
    </message>
    <message>
        <source>Back to &amp;now</source>
        <translation>回到现在(&amp;N)</translation>
    </message>
    <message>
        <source>Move all views to the newest step of the run</source>
        <translation>把所有视图移到运行的最新一步</translation>
    </message>
</context>
<context>
    <name>AddLayer</name>
    <message>
        <source>fed by %1</source>
        <translation>输入来自 %1</translation>
    </message>
    <message>
        <source>feeding %1</source>
        <translation>输出到 %1</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>between %1 and %2</source>
        <translation>在 %1 与 %2 之间</translation>
    </message>
    <message>
        <source>fed by %1 through %2</source>
        <translation>由 %1 经 %2 输入</translation>
    </message>
</context>
<context>
    <name>AttributeField</name>
    <message>
        <source> H</source>
        <comment>height</comment>
        <translation> 高</translation>
    </message>
    <message>
        <source> W</source>
        <comment>width</comment>
        <translation> 宽</translation>
    </message>
    <message>
        <source>differ</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Reset to default (%1)</source>
        <translation>恢复默认值（%1）</translation>
    </message>
    <message>
        <source>A number, or an expression such as 2*%1</source>
        <translation>数字，或表达式，例如 2*%1</translation>
    </message>
    <message>
        <source>Take %1 of the group</source>
        <translation>取组的 %1</translation>
    </message>
    <message>
        <source>Fix at %1</source>
        <translation>固定为 %1</translation>
    </message>
</context>
<context>
    <name>Breadcrumbs</name>
    <message>
        <source>The group that is drawn</source>
        <translation>正在绘制的组</translation>
    </message>
    <message>
        <source>Back to here</source>
        <translation>回到这里</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
</context>
<context>
    <name>CanvasActions</name>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Nothing to paste: the clipboard does not hold layers (%1)</source>
        <translation>无可粘贴内容：剪贴板中没有层（%1）</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>恢复启用</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>%2 has no input that accepts what %1 gives</source>
        <translation>%2 没有能接受 %1 输出的输入端口</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自动排列</translation>
    </message>
</context>
<context>
    <name>CanvasView</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>of step time</source>
        <translation>占单步用时</translation>
    </message>
    <message>
        <source>train to measure the time of each node</source>
        <translation>训练后可测得每个节点的用时</translation>
    </message>
    <message>
        <source>of FLOPs, forward</source>
        <translation>占前向计算量</translation>
    </message>
    <message>
        <source>of activation memory</source>
        <translation>占激活内存</translation>
    </message>
    <message>
        <source>of parameters</source>
        <translation>占参数量</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Insert %1</source>
        <translation>插入 %1</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Insert into wire</source>
        <translation>插入连线</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Rewire</source>
        <translation>改接连线</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>set</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>成组</translation>
    </message>
    <message>
        <source>Unpack</source>
        <translation>拆开</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Add frame</source>
        <translation>添加框</translation>
    </message>
    <message>
        <source>Add comment</source>
        <translation>添加注释</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>调整大小</translation>
    </message>
    <message>
        <source>norm of the gradient</source>
        <translation>梯度的范数</translation>
    </message>
    <message>
        <source>train to measure the gradient of each node</source>
        <translation>训练后即可测得各节点的梯度</translation>
    </message>
    <message>
        <source>of the values are zero</source>
        <translation>的值为零</translation>
    </message>
    <message>
        <source>train to measure what each node gives</source>
        <translation>训练后即可测得各节点的输出</translation>
    </message>
</context>
<context>
    <name>CanvasView::Impl</name>
    <message>
        <source>graph</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Export as image</source>
        <translation>导出为图片</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Vector picture (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Picture at %1 % (*.png)</source>
        <translation>%1 % 大小的图片 (*.png)</translation>
    </message>
</context>
<context>
    <name>DataDrawings</name>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>%1 s at %2 Hz: waveform above, spectrogram as the network sees it below</source>
        <translation>%1 秒，%2 Hz：上为波形，下为网络所见的频谱图</translation>
    </message>
    <message>
        <source>%1 of %2 nodes, the nearest to the one with most edges</source>
        <translation>%2 个节点中的 %1 个：离边最多的节点最近者</translation>
    </message>
    <message>
        <source>%1 nodes, %2 edges</source>
        <translation>%1 个节点，%2 条边</translation>
    </message>
</context>
<context>
    <name>DataPanel</name>
    <message>
        <source>Samples and classes of the data set</source>
        <translation>数据集的样本与类别</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>The data set of the open project is shown here.</source>
        <translation>这里显示所打开项目的数据集。</translation>
    </message>
    <message>
        <source>Reading the data set</source>
        <translation>正在读取数据集</translation>
    </message>
    <message>
        <source>%1 train</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>%1 validation</source>
        <translation>验证 %1</translation>
    </message>
    <message>
        <source>%1 test</source>
        <translation>测试 %1</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Training samples as they lie in the set</source>
        <translation>数据集中的训练样本原样</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>The first batch of a run as the network will see it: shuffled and augmented</source>
        <translation>网络将看到的批次：已打乱并增强</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Ranges, means and deviations, splits</source>
        <translation>范围、均值与标准差、划分</translation>
    </message>
    <message>
        <source>Samples of the data set, drawn</source>
        <translation>数据集样本的图示</translation>
    </message>
    <message>
        <source>Samples of the data set</source>
        <translation>数据集的样本</translation>
    </message>
    <message>
        <source>Numbers of the data set</source>
        <translation>数据集的数值</translation>
    </message>
    <message>
        <source>Training samples</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>Validation samples</source>
        <translation>验证样本</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>%1, range</source>
        <translation>%1，范围</translation>
    </message>
    <message>
        <source>As the network sees it, over %1 samples</source>
        <translation>网络所见，统计自 %1 个样本</translation>
    </message>
    <message>
        <source>%1, mean</source>
        <translation>%1，均值</translation>
    </message>
    <message>
        <source>And deviation, after normalisation: near 0 ± 1 trains best</source>
        <translation>及标准差，归一化之后：接近 0 ± 1 时训练最好</translation>
    </message>
    <message>
        <source>%1, not finite</source>
        <translation>%1，非有限值</translation>
    </message>
    <message>
        <source>NaN or infinite</source>
        <translation>NaN 或无穷大</translation>
    </message>
    <message>
        <source>%1, constant</source>
        <translation>%1，恒定</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Columns or channels that never change</source>
        <translation>从不变化的列或通道</translation>
    </message>
    <message>
        <source>Option of the loader</source>
        <translation>加载器的选项</translation>
    </message>
    <message>
        <source>Unit of the target</source>
        <translation>目标的单位</translation>
    </message>
    <message>
        <source>What a prediction y means in the data&apos;s own unit</source>
        <translation>预测值 y 在数据原单位中的含义</translation>
    </message>
</context>
<context>
    <name>DataPictures</name>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Class %1: %2 of %3 counted samples</source>
        <translation>类别 %1：已统计 %3 个样本中的 %2 个</translation>
    </message>
</context>
<context>
    <name>DeviceChooser</name>
    <message>
        <source>Compute device</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>The device that trains. It can be changed between runs.</source>
        <translation>用于训练的设备，可在两次运行之间更换。</translation>
    </message>
    <message>
        <source>Best device (automatic)</source>
        <translation>最佳设备（自动）</translation>
    </message>
    <message>
        <source>The first usable of the devices below</source>
        <translation>下列设备中第一个可用的</translation>
    </message>
    <message>
        <source>Reference executor (slow, double precision)</source>
        <translation>参考执行器（慢，双精度）</translation>
    </message>
    <message>
        <source>Looking for devices</source>
        <translation>正在查找设备</translation>
    </message>
    <message>
        <source>Reference executor</source>
        <translation>参考执行器</translation>
    </message>
    <message>
        <source>What the kernels are checked against; no driver is needed</source>
        <translation>计算核以此为准进行核对；无需驱动</translation>
    </message>
</context>
<context>
    <name>DiagnosticPopover</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
</context>
<context>
    <name>DockTabs</name>
    <message>
        <source>Detach the panel in front</source>
        <translation>分离当前面板</translation>
    </message>
</context>
<context>
    <name>DockTitle</name>
    <message>
        <source>Detach the panel, or put it back</source>
        <translation>分离面板，或放回原位</translation>
    </message>
    <message>
        <source>Detach</source>
        <translation>分离</translation>
    </message>
    <message>
        <source>Close the panel; the Window menu opens it again</source>
        <translation>关闭面板；可从“窗口”菜单重新打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DocumentPage</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>FLOPs</source>
        <translation>计算量</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Nodes show and glow by: %1</source>
        <translation>节点显示并着色的依据：%1</translation>
    </message>
    <message>
        <source>/ adds a layer · drop on a wire inserts it · right mouse button or middle drag pans</source>
        <translation>/ 添加层 · 拖到连线上即可插入 · 右键或中键拖动平移</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零值</translation>
    </message>
    <message>
        <source>Measured time of a step: forward, backward and update</source>
        <translation>一步的实测时间：前向、反向与更新</translation>
    </message>
    <message>
        <source>Floating-point operations, forward</source>
        <translation>前向的浮点运算次数</translation>
    </message>
    <message>
        <source>Activations written forward</source>
        <translation>前向写出的激活</translation>
    </message>
    <message>
        <source>Numbers that are trained</source>
        <translation>参与训练的数值个数</translation>
    </message>
    <message>
        <source>L2 norm of the gradient of a node&apos;s parameters, measured every 64 steps</source>
        <translation>节点参数梯度的 L2 范数，每 64 步测量一次</translation>
    </message>
    <message>
        <source>Share of zeros in what a node gives (activation sparsity), measured every 64 steps</source>
        <translation>节点输出中零值的占比（激活稀疏度），每 64 步测量一次</translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Open projects</source>
        <translation>打开的项目</translation>
    </message>
    <message>
        <source>Close this project (Ctrl+W)</source>
        <translation>关闭此项目 (Ctrl+W)</translation>
    </message>
    <message>
        <source>Close this project</source>
        <translation>关闭此项目</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Saddlepoint projects (*.json)</source>
        <translation>Saddlepoint 项目 (*.json)</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>有未保存的修改</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has changes that are not saved.</source>
        <translation>“%1”有尚未保存的修改。</translation>
    </message>
    <message>
        <source>Save them, or close the project as the file is now?</source>
        <translation>保存这些修改，还是按文件现状关闭项目？</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>不保存并关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message numerus="yes">
        <source>%1 is open: %n node(s)</source>
        <translation>
            <numerusform>%1 已打开：%n 个节点</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EngineText</name>
    <message>
        <source>is not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>drag a wire to it, or remove %1</source>
        <translation>拖一条连线到这里，或移除 %1</translation>
    </message>
    <message>
        <source>wire the result of the composite to it</source>
        <translation>把组的结果连到这里</translation>
    </message>
    <message>
        <source>a wire names a node that does not exist</source>
        <translation>连线指向不存在的节点</translation>
    </message>
    <message>
        <source>remove the wire</source>
        <translation>移除这条连线</translation>
    </message>
    <message>
        <source>remove one of the wires between these nodes</source>
        <translation>移除这些节点之间的一条连线</translation>
    </message>
    <message>
        <source>is part of a cycle: %1</source>
        <translation>处在环路中：%1</translation>
    </message>
    <message>
        <source>unknown layer &apos;%1&apos;</source>
        <translation>未知的层“%1”</translation>
    </message>
    <message>
        <source>this version does not have it; see the palette for the layers it has</source>
        <translation>此版本没有它；可用的层见层面板</translation>
    </message>
    <message>
        <source>%1 has no attribute &apos;%2&apos;</source>
        <translation>%1 没有属性“%2”</translation>
    </message>
    <message>
        <source>%1 has no output &apos;%2&apos;</source>
        <translation>%1 没有输出“%2”</translation>
    </message>
    <message>
        <source>%1 has no input &apos;%2&apos;</source>
        <translation>%1 没有输入“%2”</translation>
    </message>
    <message>
        <source>it has: %1</source>
        <translation>可用的有：%1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is no attribute of the composite around it</source>
        <translation>“%1”不是所在组的属性</translation>
    </message>
    <message>
        <source>declare it among the composite&apos;s attributes</source>
        <translation>请在组的属性中声明它</translation>
    </message>
    <message>
        <source>&apos;%1&apos; contains itself</source>
        <translation>“%1”包含了自身</translation>
    </message>
    <message>
        <source>a composite may hold others, not itself</source>
        <translation>组可以包含其他组，但不能包含自身</translation>
    </message>
    <message>
        <source>expected a whole number, got %1</source>
        <translation>应为整数，得到 %1</translation>
    </message>
    <message>
        <source>expected true or false, got %1</source>
        <translation>应为 true 或 false，得到 %1</translation>
    </message>
    <message>
        <source>expected a number, got &apos;%1&apos;</source>
        <translation>应为数值，得到“%1”</translation>
    </message>
    <message>
        <source>expected a number, got %1</source>
        <translation>应为数值，得到 %1</translation>
    </message>
    <message>
        <source>expected one number, got the list %1</source>
        <translation>应为一个数值，得到列表 %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not one of %2</source>
        <translation>“%1”不在可选项之中：%2</translation>
    </message>
    <message>
        <source>%1 is outside %2 to %3</source>
        <translation>%1 超出 %2 到 %3 的范围</translation>
    </message>
    <message>
        <source>the graph has no loss</source>
        <translation>图中没有损失</translation>
    </message>
    <message>
        <source>add a CrossEntropyLoss and wire the scores and labels into it</source>
        <translation>添加 CrossEntropyLoss 并把得分与标签连到它</translation>
    </message>
    <message>
        <source>expected an image N C H W or a series N C L, got %1</source>
        <translation>应为图像 N C H W 或序列 N C L，得到 %1</translation>
    </message>
    <message>
        <source>expected an image N C H W, got %1</source>
        <translation>应为图像 N C H W，得到 %1</translation>
    </message>
    <message>
        <source>expected features N F or a sequence N T F, got %1</source>
        <translation>应为特征 N F 或序列 N T F，得到 %1</translation>
    </message>
    <message>
        <source>expected features N F, got %1</source>
        <translation>应为特征 N F，得到 %1</translation>
    </message>
    <message>
        <source>expected vectors N F, got %1</source>
        <translation>应为向量 N F，得到 %1</translation>
    </message>
    <message>
        <source>expected scores N F, got %1</source>
        <translation>应为得分 N F，得到 %1</translation>
    </message>
    <message>
        <source>expected a sequence N T F of real numbers, got %1</source>
        <translation>应为实数序列 N T F，得到 %1</translation>
    </message>
    <message>
        <source>expected a sequence N T F, got %1</source>
        <translation>应为序列 N T F，得到 %1</translation>
    </message>
    <message>
        <source>expected queries N T D, got %1</source>
        <translation>应为查询 N T D，得到 %1</translation>
    </message>
    <message>
        <source>expected tokens, got %1</source>
        <translation>应为词元，得到 %1</translation>
    </message>
    <message>
        <source>expected a batch of vectors or images, got %1</source>
        <translation>应为一批向量或图像，得到 %1</translation>
    </message>
    <message>
        <source>expected a batch of vectors, got %1</source>
        <translation>应为一批向量，得到 %1</translation>
    </message>
    <message>
        <source>expected %1 as on %2, or sizes of 1, got %3</source>
        <translation>应与 %2 相同，即 %1，或大小为 1，得到 %3</translation>
    </message>
    <message>
        <source>expected %1 as on %2, but for axis %3, got %4</source>
        <translation>除轴 %3 外应与 %2 相同，即 %1，得到 %4</translation>
    </message>
    <message>
        <source>expected %1 as on %2, got %3</source>
        <translation>应与 %2 相同，即 %1，得到 %3</translation>
    </message>
    <message>
        <source>expected at least %1 scores (the data set&apos;s classes), got %2</source>
        <translation>至少应有 %1 个得分（数据集的类别数），得到 %2</translation>
    </message>
    <message>
        <source>expected at least %1 scores (the data set&apos;s characters and the blank), got %2</source>
        <translation>至少应有 %1 个得分（数据集的字符与空白），得到 %2</translation>
    </message>
    <message>
        <source>expected one weight for each of the %1 classes, got %2</source>
        <translation>应为 %1 个类别各给一个权重，得到 %2 个</translation>
    </message>
    <message>
        <source>expected one number for each of the %1 channels, got %2</source>
        <translation>应为 %1 个通道各给一个数，得到 %2</translation>
    </message>
    <message>
        <source>expected %1, got %2</source>
        <translation>应为 %1，得到 %2</translation>
    </message>
    <message>
        <source>%1 groups do not divide %2 channels</source>
        <translation>%1 个分组不能整除 %2 个通道</translation>
    </message>
    <message>
        <source>%1 does not divide the %2 input and %3 output channels</source>
        <translation>%1 不能同时整除 %2 个输入通道和 %3 个输出通道</translation>
    </message>
    <message>
        <source>%1 heads do not divide %2 features into even parts</source>
        <translation>%1 个头不能把 %2 个特征等分为偶数份</translation>
    </message>
    <message>
        <source>%1 heads do not divide %2 features</source>
        <translation>%1 个头不能整除 %2 个特征</translation>
    </message>
    <message>
        <source>the window of %1 is larger than the padded input of %2</source>
        <translation>窗口 %1 大于填充后的输入 %2</translation>
    </message>
    <message>
        <source>the window of %1 is larger than the input of %2</source>
        <translation>窗口 %1 大于输入 %2</translation>
    </message>
    <message>
        <source>the padding of %1 is more than half the window of %2</source>
        <translation>填充 %1 超过窗口 %2 的一半</translation>
    </message>
    <message>
        <source>%1 by %2 windows do not tile an image of %3 by %4</source>
        <translation>%1 × %2 的窗口不能铺满 %3 × %4 的图像</translation>
    </message>
    <message>
        <source>axis 0 is the batch: samples do not mix</source>
        <translation>轴 0 是批次：样本之间不混合</translation>
    </message>
    <message>
        <source>axis 0 is the batch</source>
        <translation>轴 0 是批次</translation>
    </message>
    <message>
        <source>the data set has no classes to follow</source>
        <translation>数据集没有类别可依</translation>
    </message>
    <message>
        <source>the data set has no tokens to follow</source>
        <translation>数据集没有词元可依</translation>
    </message>
    <message>
        <source>place it before Flatten</source>
        <translation>请放在 Flatten 之前</translation>
    </message>
    <message>
        <source>insert Flatten and Linear before it</source>
        <translation>请在前面插入 Flatten 和 Linear</translation>
    </message>
    <message>
        <source>insert Flatten before it</source>
        <translation>请在前面插入 Flatten</translation>
    </message>
    <message>
        <source>insert Embedding before it</source>
        <translation>请在前面插入 Embedding</translation>
    </message>
    <message>
        <source>insert ImageToSequence before it</source>
        <translation>请在前面插入 ImageToSequence</translation>
    </message>
    <message>
        <source>use Dropout for features</source>
        <translation>特征请用 Dropout</translation>
    </message>
    <message>
        <source>use a divisor of %1</source>
        <translation>请取 %1 的约数</translation>
    </message>
    <message>
        <source>use a smaller kernel or more padding</source>
        <translation>请减小卷积核或增大填充</translation>
    </message>
    <message>
        <source>use a smaller window</source>
        <translation>请减小窗口</translation>
    </message>
    <message>
        <source>use at most half</source>
        <translation>最多取一半</translation>
    </message>
    <message>
        <source>use divisors, or AdaptiveAvgPool2d</source>
        <translation>请取约数，或用 AdaptiveAvgPool2d</translation>
    </message>
    <message>
        <source>make both branches end in the same shape</source>
        <translation>让两个分支以相同形状结束</translation>
    </message>
    <message>
        <source>make both end in the same shape</source>
        <translation>让两者以相同形状结束</translation>
    </message>
    <message>
        <source>make all branches end in the same height and width</source>
        <translation>让所有分支以相同的高和宽结束</translation>
    </message>
    <message>
        <source>choose 1 to %1</source>
        <translation>请选 1 到 %1</translation>
    </message>
    <message>
        <source>choose 1 or more</source>
        <translation>请选 1 或更大</translation>
    </message>
    <message>
        <source>write a number</source>
        <translation>请写一个数值</translation>
    </message>
    <message>
        <source>write 3 or 3, 5</source>
        <translation>写 3 或 3, 5</translation>
    </message>
    <message>
        <source>wire the data set&apos;s label into it</source>
        <translation>把数据集的标签连到这里</translation>
    </message>
    <message>
        <source>wire a data set&apos;s tokens into it</source>
        <translation>把数据集的词元连到这里</translation>
    </message>
    <message>
        <source>wire features into it</source>
        <translation>把特征连到这里</translation>
    </message>
    <message>
        <source>wire an image into it</source>
        <translation>把图像连到这里</translation>
    </message>
    <message>
        <source>wire a sequence into it</source>
        <translation>把序列连到这里</translation>
    </message>
    <message>
        <source>set the last Linear&apos;s out_features to classes</source>
        <translation>把最后一个 Linear 的 out_features 设为 classes</translation>
    </message>
    <message>
        <source>set the last Linear&apos;s out_features to %1</source>
        <translation>把最后一个 Linear 的 out_features 设为 %1</translation>
    </message>
    <message>
        <source>write as many numbers as classes</source>
        <translation>数值个数须与类别数相同</translation>
    </message>
    <message>
        <source>no wire leads from %1 to a loss: a dead branch of %2 layers; it is left out of training</source>
        <translation>从 %1 没有连线通向损失：这是一条 %2 层的死分支，不参与训练</translation>
    </message>
    <message>
        <source>no wire leads from %1 to a loss; it is left out of training</source>
        <translation>从 %1 没有连线通向损失，它不参与训练</translation>
    </message>
    <message>
        <source>wire it into a loss, or remove it</source>
        <translation>把它连到损失，或移除它</translation>
    </message>
    <message>
        <source>%1 before %2, which applies %3 itself: it learns slowly, as if its scores could not exceed 1</source>
        <translation>%1 在 %2 之前，而后者自身已包含 %3：学习会很慢，如同得分不能超过 1</translation>
    </message>
    <message>
        <source>remove %1: the loss wants raw scores</source>
        <translation>移除 %1：损失需要原始得分</translation>
    </message>
    <message>
        <source>not trained: %1 (no path leads from it to the loss)</source>
        <translation>不参与训练：%1（没有通向损失的路径）</translation>
    </message>
    <message>
        <source>not trained: %1 (its name matches no objective&apos;s parameters)</source>
        <translation>不参与训练：%1（名称不属于任何目标的参数）</translation>
    </message>
    <message>
        <source>it stays as it was initialised; wire it into the loss, or change the objective&apos;s parameters</source>
        <translation>它保持初始值；请连到损失，或修改目标的参数</translation>
    </message>
    <message>
        <source>a learning rate of %1 is more than %2 is commonly used with (%3 to %4)</source>
        <translation>学习率 %1 高于 %2 的常用范围（%3 到 %4）</translation>
    </message>
    <message>
        <source>a learning rate of %1 is less than %2 is commonly used with (%3 to %4)</source>
        <translation>学习率 %1 低于 %2 的常用范围（%3 到 %4）</translation>
    </message>
    <message>
        <source>the loss may become NaN</source>
        <translation>损失可能变为 NaN</translation>
    </message>
    <message>
        <source>the loss may hardly move</source>
        <translation>损失可能几乎不变</translation>
    </message>
    <message>
        <source>the run takes %1 of the device&apos;s %2, most of it</source>
        <translation>运行需要 %1，设备共有 %2，几乎占满</translation>
    </message>
    <message>
        <source>the run takes %1 of the device&apos;s %2</source>
        <translation>运行需要 %1，设备共有 %2</translation>
    </message>
    <message>
        <source>choose a smaller batch and accumulate gradients over several</source>
        <translation>请减小批量，并在多个批次上累积梯度</translation>
    </message>
    <message>
        <source>the data set has no training samples</source>
        <translation>数据集没有训练样本</translation>
    </message>
    <message>
        <source>choose another set or folder</source>
        <translation>请选择其他数据集或文件夹</translation>
    </message>
    <message>
        <source>%1 labels are out of range: up to %2, and there are %3 classes</source>
        <translation>%1 个标签超出范围：最大为 %2，而类别数为 %3</translation>
    </message>
    <message>
        <source>number the classes from 0</source>
        <translation>类别请从 0 编号</translation>
    </message>
    <message>
        <source>%1 labels are negative in %2 samples looked at</source>
        <translation>查看的 %2 个样本中有 %1 个标签为负</translation>
    </message>
    <message>
        <source>set the loss&apos;s ignored label, or take these samples out</source>
        <translation>请设置损失忽略的标签，或去掉这些样本</translation>
    </message>
    <message>
        <source>%1 of %2 classes do not occur in %3 samples looked at: %4</source>
        <translation>查看的 %3 个样本中有 %1 / %2 个类别未出现：%4</translation>
    </message>
    <message>
        <source>they cannot be learnt; check the folder, or take fewer classes</source>
        <translation>它们无法学习；请检查文件夹，或减少类别数</translation>
    </message>
    <message>
        <source>the classes are uneven: the most frequent has %1 samples, the rarest %2</source>
        <translation>类别不均衡：最多的有 %1 个样本，最少的有 %2 个</translation>
    </message>
    <message>
        <source>class weights in the loss, or FocalLoss, let rare classes count</source>
        <translation>损失的类别权重或 FocalLoss 可让稀少类别起作用</translation>
    </message>
    <message>
        <source>%1 of %2 values are NaN or infinite in %3 samples looked at</source>
        <translation>查看的 %3 个样本中有 %1 / %2 个数值为 NaN 或无穷</translation>
    </message>
    <message>
        <source>the loss would be NaN at once: fill or remove them</source>
        <translation>损失会立即变为 NaN：请填补或去掉它们</translation>
    </message>
    <message>
        <source>every value is the same in %1 samples looked at</source>
        <translation>查看的 %1 个样本中所有数值都相同</translation>
    </message>
    <message>
        <source>nothing can be learnt from it</source>
        <translation>从中学不到东西</translation>
    </message>
    <message>
        <source>%1 of %2 columns never change in %3 samples looked at: %4</source>
        <translation>查看的 %3 个样本中有 %1 / %2 列从不变化：%4</translation>
    </message>
    <message>
        <source>they carry nothing and may be left out</source>
        <translation>它们不含信息，可以去掉</translation>
    </message>
    <message>
        <source>the batch of %1 is larger than the set&apos;s %2 training samples: one step an epoch</source>
        <translation>批量 %1 大于数据集的 %2 个训练样本：每轮只有一步</translation>
    </message>
    <message>
        <source>choose a smaller batch</source>
        <translation>请减小批量</translation>
    </message>
    <message>
        <source>the set has no validation samples: nothing will tell when the network learns by heart</source>
        <translation>数据集没有验证样本：无从得知网络何时开始死记硬背</translation>
    </message>
    <message>
        <source>principal components need three different points of a run, run %1 has stored %2</source>
        <translation>主成分需要一次运行的三个不同的点，运行 %1 只存了 %2 个</translation>
    </message>
    <message>
        <source>train it longer, or take random axes</source>
        <translation>训练得更久一些，或改用随机方向</translation>
    </message>
    <message>
        <source>run %1 (%2) has no checkpoint</source>
        <translation>运行 %1（%2）没有检查点</translation>
    </message>
    <message>
        <source>train it again</source>
        <translation>请重新训练</translation>
    </message>
    <message>
        <source>the landscape needs training samples, the data set &apos;%1&apos; has none</source>
        <translation>损失地形需要训练样本，数据集“%1”没有</translation>
    </message>
    <message>
        <source>there is no node &apos;%1&apos;</source>
        <translation>没有节点“%1”</translation>
    </message>
    <message>
        <source>like it: %1</source>
        <translation>相近的有：%1</translation>
    </message>
    <message>
        <source>there is: %1</source>
        <translation>现有：%1</translation>
    </message>
    <message>
        <source>there is no sample %1</source>
        <translation>没有样本 %1</translation>
    </message>
    <message>
        <source>%1 attends to nothing</source>
        <translation>%1 没有注意力</translation>
    </message>
    <message>
        <source>the run&apos;s loss compares with no class labels</source>
        <translation>该训练的损失不与类别标签比较</translation>
    </message>
    <message>
        <source>predictions are shown of models that classify</source>
        <translation>只有分类模型才显示预测</translation>
    </message>
    <message>
        <source>the model has no Linear layer whose input would be embedded</source>
        <translation>模型没有可嵌入其输入的 Linear 层</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is wrong at character %2: the quotation does not end</source>
        <translation>筛选“%1”在第 %2 个字符处有误：引号没有结束</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is wrong at character %2: &apos;!&apos; is no comparison, &apos;!=&apos; is one</source>
        <translation>筛选“%1”在第 %2 个字符处有误：“!”不是比较，“!=”才是</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is wrong at character %2: it is too long or too deep</source>
        <translation>筛选“%1”在第 %2 个字符处有误：太长或嵌套太深</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is wrong at character %2: a &apos;)&apos; is missing</source>
        <translation>筛选“%1”在第 %2 个字符处有误：缺少“)”</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is wrong at character %2: a word or a comparison is missing</source>
        <translation>筛选“%1”在第 %2 个字符处有误：缺少一个词或一个比较</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is wrong at character %2: &apos;%3&apos; needs a value</source>
        <translation>筛选“%1”在第 %2 个字符处有误：“%3”后面需要一个值</translation>
    </message>
    <message>
        <source>the filter &apos;%1&apos; is wrong at character %2: &apos;%3&apos; is not expected here</source>
        <translation>筛选“%1”在第 %2 个字符处有误：这里不应出现“%3”</translation>
    </message>
    <message>
        <source>e.g. loss&lt;0.1 and tag:cnn</source>
        <translation>例如 loss&lt;0.1 and tag:cnn</translation>
    </message>
</context>
<context>
    <name>Expression</name>
    <message>
        <source>&quot;%1&quot; is not understood</source>
        <translation>无法理解“%1”</translation>
    </message>
    <message>
        <source>the result is not a number</source>
        <translation>结果不是数字</translation>
    </message>
    <message>
        <source>division by zero</source>
        <translation>除以零</translation>
    </message>
    <message>
        <source>a closing parenthesis is missing</source>
        <translation>缺少右括号</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number</source>
        <translation>“%1”不是数字</translation>
    </message>
    <message>
        <source>there is no &quot;%1&quot; here, but: %2</source>
        <translation>此处没有“%1”，可用：%2</translation>
    </message>
    <message>
        <source>a number is missing at the end</source>
        <translation>末尾缺少数字</translation>
    </message>
</context>
<context>
    <name>Families</name>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Basics</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>Sequences</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Graphs</source>
        <translation>图数据</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Decisions</source>
        <translation>决策</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>Forecasting</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Diffusion</source>
        <translation>扩散</translation>
    </message>
    <message>
        <source>Generative</source>
        <translation>生成</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>There is no trained run yet. Train first, or choose one under Runs.</source>
        <translation>还没有训练过的运行。请先训练，或在“运行记录”中选择一个。</translation>
    </message>
    <message>
        <source>Export run %1</source>
        <translation>导出运行 %1</translation>
    </message>
    <message>
        <source>Model (*.%1)</source>
        <translation>模型 (*.%1)</translation>
    </message>
    <message numerus="yes">
        <source>%n project(s) had unsaved changes when the program ended unexpectedly.</source>
        <translation>
            <numerusform>程序意外结束时，%n 个项目有未保存的修改。</numerusform>
        </translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>%1 was removed by another program</source>
        <translation>%1 已被其他程序删除</translation>
    </message>
    <message>
        <source>The project is still here.</source>
        <translation>项目仍保留在此处。</translation>
    </message>
    <message>
        <source>Save it again</source>
        <translation>重新保存</translation>
    </message>
    <message>
        <source>%1 was changed by another program</source>
        <translation>%1 已被其他程序修改</translation>
    </message>
    <message>
        <source>Reloading discards your unsaved changes.</source>
        <translation>重新载入会丢弃未保存的更改。</translation>
    </message>
    <message>
        <source>Reload</source>
        <translation>重新载入</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The import was cancelled.</source>
        <translation>已取消导入。</translation>
    </message>
    <message>
        <source>Opening %1 ...</source>
        <translation>正在打开 %1 ...</translation>
    </message>
    <message>
        <source>%1 was not opened.</source>
        <translation>没有打开 %1。</translation>
    </message>
</context>
<context>
    <name>FilterPictures</name>
    <message>
        <source>Filter %1, channel %2</source>
        <translation>滤波器 %1，通道 %2</translation>
    </message>
    <message>
        <source>Filter %1</source>
        <translation>滤波器 %1</translation>
    </message>
</context>
<context>
    <name>Fixes</name>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置%1</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>将 %1 设为 %2</translation>
    </message>
    <message>
        <source>Insert Flatten</source>
        <translation>插入 Flatten</translation>
    </message>
    <message>
        <source>Insert a 1 × 1 Conv2d to %1 channels</source>
        <translation>插入 1 × 1 Conv2d，输出 %1 个通道</translation>
    </message>
    <message>
        <source>Wire %1 into %2</source>
        <translation>将 %1 接到 %2</translation>
    </message>
    <message>
        <source>Let %1 have one output a class</source>
        <translation>让 %1 每个类别有一个输出</translation>
    </message>
    <message>
        <source>Remove the wire</source>
        <translation>删除连线</translation>
    </message>
    <message>
        <source>Remove the wire from %1 to %2</source>
        <translation>删除从 %1 到 %2 的连线</translation>
    </message>
    <message>
        <source>Set the learning rate to %1</source>
        <translation>将学习率设为 %1</translation>
    </message>
    <message>
        <source>Set the batch to %1</source>
        <translation>将批次设为 %1</translation>
    </message>
    <message>
        <source>Batch %1, accumulated %2 times</source>
        <translation>批次 %1，累积 %2 次</translation>
    </message>
    <message>
        <source>Remove the branch (%1 nodes)</source>
        <translation>删除该分支（%1 个节点）</translation>
    </message>
</context>
<context>
    <name>FlightPanel</name>
    <message>
        <source>Doubts</source>
        <translation>疑点</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Largest kernels</source>
        <translation>最大的计算核</translation>
    </message>
    <message>
        <source>expected time, % of roofline</source>
        <translation>预计时间，屋顶线百分比</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Measure this device</source>
        <translation>测量本设备</translation>
    </message>
    <message>
        <source>Its peak rates, once, in some seconds: the estimate is made of them</source>
        <translation>测量其峰值速率，只需一次，几秒钟：估计由此得出</translation>
    </message>
    <message>
        <source>Memory of activations along a step</source>
        <translation>一步之中激活值占用的内存</translation>
    </message>
    <message>
        <source>No flight check yet</source>
        <translation>尚无起飞检查</translation>
    </message>
    <message>
        <source>It says of a valid graph what a run will take and what may go wrong.</source>
        <translation>它说明有效的图训练时需要多少资源、可能出什么问题。</translation>
    </message>
    <message>
        <source>The flight check was not possible</source>
        <translation>无法进行起飞检查</translation>
    </message>
    <message>
        <source>about %1 a step, %2 in all</source>
        <translation>每步约 %1，共 %2</translation>
    </message>
    <message>
        <source>time not known: the device is not measured</source>
        <translation>时间未知：设备尚未测量</translation>
    </message>
    <message>
        <source>It will not train like this</source>
        <translation>这样无法训练</translation>
    </message>
    <message numerus="yes">
        <source>%n doubt(s)</source>
        <translation>
            <numerusform>%n 个疑点</numerusform>
        </translation>
    </message>
    <message>
        <source>Ready to train</source>
        <translation>可以训练</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>批次 %1</translation>
    </message>
    <message>
        <source>Sum of the kernels&apos; expected times</source>
        <translation>各计算核预计时间之和</translation>
    </message>
    <message>
        <source>At the roof</source>
        <translation>到达屋顶线时</translation>
    </message>
    <message>
        <source>If every kernel reached what the device can do: no step is faster</source>
        <translation>若每个计算核都达到设备极限：不可能更快</translation>
    </message>
    <message>
        <source>Known from runs here</source>
        <translation>由本机训练得知</translation>
    </message>
    <message>
        <source>Share of the time in kernels that earlier runs measured on this device; the rest is by rule of thumb</source>
        <translation>此前在本设备上测过的计算核所占的时间比例；其余按经验估计</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>轮</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Without evaluation</source>
        <translation>不含评估</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Arithmetic</source>
        <translation>运算量</translation>
    </message>
    <message>
        <source>a step</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>One multiply-add counts as two</source>
        <translation>一次乘加计为两次</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>数据量</translation>
    </message>
    <message>
        <source>Read and written at least once by each kernel</source>
        <translation>每个计算核至少读写一次</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>放得下</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>紧张</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>太大</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>Of the device&apos;s memory</source>
        <translation>占设备内存</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>One arena; most of it is alive at this node</source>
        <translation>一块内存区；在此节点处占用最多</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Numbers that training changes</source>
        <translation>训练所改变的数</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Optimizer and statistics</source>
        <translation>优化器与统计量</translation>
    </message>
    <message>
        <source>Batches in flight</source>
        <translation>在途批次</translation>
    </message>
    <message>
        <source>Largest tensor</source>
        <translation>最大的张量</translation>
    </message>
    <message>
        <source>It takes several bindings: one spans %1</source>
        <translation>需要多个绑定：每个可达 %1</translation>
    </message>
    <message>
        <source>One binding spans %1</source>
        <translation>一个绑定可达 %1</translation>
    </message>
    <message>
        <source>%1 samples looked at</source>
        <translation>查看了 %1 个样本</translation>
    </message>
    <message>
        <source>Training samples</source>
        <translation>训练样本</translation>
    </message>
    <message>
        <source>Validation samples</source>
        <translation>验证样本</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>mean %1 ± %2</source>
        <translation>均值 %1 ± %2</translation>
    </message>
    <message>
        <source>Smallest and largest value as the network sees them</source>
        <translation>网络所见的最小值与最大值</translation>
    </message>
    <message>
        <source>Classes seen</source>
        <translation>出现的类别</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示 %1</translation>
    </message>
</context>
<context>
    <name>Gallery</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pick a project, press Train. Everything runs on this computer.</source>
        <translation>选一个项目，按“训练”。一切都在本机运行。</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>An empty canvas (Ctrl+N)</source>
        <translation>空画布 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Open...</source>
        <translation>打开...</translation>
    </message>
    <message>
        <source>A project file (Ctrl+O)</source>
        <translation>项目文件 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>全部 %1</translation>
    </message>
    <message>
        <source>All ready projects</source>
        <translation>全部现成项目</translation>
    </message>
    <message>
        <source>Only: %1</source>
        <translation>仅：%1</translation>
    </message>
    <message>
        <source>Search projects</source>
        <translation>搜索项目</translation>
    </message>
    <message>
        <source>Projects that you save or open appear here.</source>
        <translation>保存或打开过的项目会出现在这里。</translation>
    </message>
    <message>
        <source>Part of a name, a description or a data set</source>
        <translation>名称、描述或数据集的一部分</translation>
    </message>
</context>
<context>
    <name>GraphPanel</name>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>params</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>FLOPs</source>
        <translation>计算量</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>毫秒</translation>
    </message>
    <message>
        <source>Find a node</source>
        <translation>查找节点</translation>
    </message>
    <message>
        <source>By name or layer; Enter selects the first one</source>
        <translation>按名称或层类型；回车选中第一个</translation>
    </message>
    <message>
        <source>Nodes of the graph</source>
        <translation>图中的节点</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Numbers that training changes</source>
        <translation>训练所改变的数值</translation>
    </message>
    <message>
        <source>MACs per sample</source>
        <translation>每样本乘加数</translation>
    </message>
    <message>
        <source>Multiply-adds of convolutions and products, as papers count them</source>
        <translation>卷积与矩阵乘的乘加次数，按论文中的计法</translation>
    </message>
    <message>
        <source>FLOPs forward</source>
        <translation>前向计算量</translation>
    </message>
    <message>
        <source>batch %1</source>
        <translation>批大小 %1</translation>
    </message>
    <message>
        <source>One multiply-add counts as two</source>
        <translation>一次乘加计为两次运算</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Bytes written forward</source>
        <translation>前向写入的字节数</translation>
    </message>
    <message>
        <source>What is selected here is selected on the canvas</source>
        <translation>在此处选中的内容也会在画布上选中</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>About Saddlepoint</source>
        <translation>关于 Saddlepoint</translation>
    </message>
    <message>
        <source>&lt;b&gt;Saddlepoint %1&lt;/b&gt;&lt;br&gt;An open-source workbench for AI systems: a graph of layers is compiled to Vulkan kernels, trained and measured on this computer.</source>
        <translation>&lt;b&gt;Saddlepoint %1&lt;/b&gt;&lt;br&gt;面向 AI 系统的开源工作台：把层组成的图编译为 Vulkan 计算核，在本机训练并测量。</translation>
    </message>
    <message>
        <source>Licence: Apache-2.0. It uses Qt (LGPL), Dear ImGui, SQLite, glslang and the Vulkan loader.</source>
        <translation>许可证：Apache-2.0。使用了 Qt (LGPL)、Dear ImGui、SQLite、glslang 和 Vulkan 加载器。</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>Search help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Layers, operators, optimizers and schedules by name or by what they do</source>
        <translation>按名称或用途搜索层、算子、优化器和学习率调度</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Choose what to read about</source>
        <translation>选择要阅读的主题</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>What the program&apos;s own definitions say</source>
        <translation>内容来自程序自身的定义</translation>
    </message>
</context>
<context>
    <name>Importer</name>
    <message>
        <source>Models, weights and projects (*.onnx *.safetensors *.json)</source>
        <translation>模型、权重和项目 (*.onnx *.safetensors *.json)</translation>
    </message>
    <message>
        <source>Importing %1 ...</source>
        <translation>正在导入 %1 ...</translation>
    </message>
    <message numerus="yes">
        <source>%1 is imported: %n layer(s), %2 parameters, fed by %3</source>
        <translation>
            <numerusform>%1 已导入：%n 层，%2 个参数，数据来自 %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 holds weights, not a model</source>
        <translation>%1 只含权重，不含模型</translation>
    </message>
    <message>
        <source>Open the project that they belong to, then drop the file again.</source>
        <translation>请先打开这些权重所属的项目，再拖入该文件。</translation>
    </message>
    <message>
        <source>Start weights</source>
        <translation>初始权重</translation>
    </message>
    <message>
        <source>Training begins from %1: %2 parameters. Undo takes it back</source>
        <translation>训练将从 %1 开始：%2 个参数。可撤销</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Nothing is selected</source>
        <translation>未选中任何节点</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>All attributes back to their defaults</source>
        <translation>将全部属性恢复为默认值</translation>
    </message>
    <message>
        <source>Name of the node</source>
        <translation>节点名称</translation>
    </message>
    <message>
        <source>Name of the node; Enter renames it</source>
        <translation>节点名称；回车改名</translation>
    </message>
    <message numerus="yes">
        <source>%n %1 nodes</source>
        <translation>
            <numerusform>%n 个 %1 节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nodes</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>What these nodes have in common is changed in all of them.</source>
        <translation>这些节点共有的属性会一起修改。</translation>
    </message>
    <message>
        <source>Rename to %1</source>
        <translation>重命名为 %1</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改%1</translation>
    </message>
    <message>
        <source>Reset attributes</source>
        <translation>重置属性</translation>
    </message>
    <message>
        <source>Click a node on the canvas to see and change its attributes, or a wire to see what goes along it in a step.</source>
        <translation>单击画布上的节点可查看和修改其属性，单击连线可查看一步中沿它流过的内容。</translation>
    </message>
</context>
<context>
    <name>KernelRows</name>
    <message>
        <source>%1 GFLOP/s, %2 GB/s, %3 FLOP/byte</source>
        <translation>%1 GFLOP/s，%2 GB/s，%3 FLOP/字节</translation>
    </message>
    <message>
        <source>%1 % of the roofline, bound by %2</source>
        <translation>达到屋顶线的 %1 %，受限于 %2</translation>
    </message>
    <message>
        <source>Percent of roofline needs measured peaks: saddle devices --measure</source>
        <translation>屋顶线占比需要实测峰值：saddle devices --measure</translation>
    </message>
</context>
<context>
    <name>LayerDialog</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Save as layer</source>
        <translation>保存为层</translation>
    </message>
    <message>
        <source>One line: what it does</source>
        <translation>一句话：它做什么</translation>
    </message>
    <message>
        <source>In: %1 · Out: %2</source>
        <translation>输入：%1 · 输出：%2</translation>
    </message>
    <message>
        <source>Ports are the Input and Output nodes in the group; rename them there</source>
        <translation>端口就是组内的 Input 和 Output 节点，在组内重命名</translation>
    </message>
    <message>
        <source>Keep it in my library too, for other projects</source>
        <translation>同时保存到我的层库，供其他项目使用</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Attributes of the layer: what each of its instances can set</source>
        <translation>层的属性：每个实例都可以单独设置</translation>
    </message>
    <message>
        <source>Save layer</source>
        <translation>保存层</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>own</source>
        <translation>公开</translation>
    </message>
    <message>
        <source>inside</source>
        <translation>组内</translation>
    </message>
    <message>
        <source>called</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Attributes inside the group</source>
        <translation>组内的属性</translation>
    </message>
    <message>
        <source>Each instance of the layer can set it</source>
        <translation>该层的每个实例都可以设置它</translation>
    </message>
</context>
<context>
    <name>LayerFamilies</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Convolution</source>
        <translation>卷积</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Linear and embedding</source>
        <translation>线性与嵌入</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Diffusion</source>
        <translation>扩散</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状变换</translation>
    </message>
    <message>
        <source>Loss and metric</source>
        <translation>损失与指标</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
</context>
<context>
    <name>LayerSearch</name>
    <message numerus="yes">
        <source>Search %n layers</source>
        <translation>
            <numerusform>搜索 %n 种层</numerusform>
        </translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
    <message>
        <source>Layers found</source>
        <translation>找到的层</translation>
    </message>
    <message>
        <source>A layer&apos;s name and perhaps values: &quot;conv 20 5&quot;, &quot;conv 20 padding=2&quot;. Enter places it, &gt; places it and goes on behind it.</source>
        <translation>层的名称，后面可写数值：“conv 20 5”、“conv 20 padding=2”。回车放置；&gt; 放置后在其后继续。</translation>
    </message>
    <message>
        <source>No layer that fits here is called so.</source>
        <translation>这里没有合适且叫这个名字的层。</translation>
    </message>
</context>
<context>
    <name>LayerWords</name>
    <message>
        <source>&quot;%1&quot; may be %2</source>
        <translation>“%1”可以是 %2</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not yes or no</source>
        <translation>“%1”既不是 yes 也不是 no</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of %2</source>
        <translation>“%1”不在 %2 之中</translation>
    </message>
    <message>
        <source>%1 has no attribute &quot;%2&quot;</source>
        <translation>%1 没有属性“%2”</translation>
    </message>
    <message>
        <source>%1 takes no values</source>
        <translation>%1 不带数值</translation>
    </message>
    <message>
        <source>%1 has no attribute left for &quot;%2&quot;</source>
        <translation>%1 没有属性可以再取“%2”</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>LiveViews</name>
    <message>
        <source>Curves of loss and accuracy</source>
        <translation>损失与准确率曲线</translation>
    </message>
    <message>
        <source>Loss landscape</source>
        <translation>损失地形</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Kernels of a step</source>
        <translation>单步的计算核</translation>
    </message>
    <message>
        <source>Memory of a step</source>
        <translation>单步的内存</translation>
    </message>
    <message>
        <source>Peaks measured: %1 GFLOP/s, %2 GB/s. The next run shows its kernels against them.</source>
        <translation>已测得峰值：%1 GFLOP/s，%2 GB/s。下次运行将以此对照各计算核。</translation>
    </message>
    <message>
        <source>Inside the model</source>
        <translation>模型内部</translation>
    </message>
</context>
<context>
    <name>LogPanel</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Warnings and messages of the engine appear here.</source>
        <translation>引擎的警告和消息会出现在这里。</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>, best validation accuracy %1</source>
        <translation>，最佳验证准确率 %1</translation>
    </message>
    <message numerus="yes">
        <source>Run %1 is kept: %n step(s) in %2%3</source>
        <translation>
            <numerusform>运行 %1 已保存：%2 内 %n 步%3</numerusform>
        </translation>
    </message>
    <message>
        <source>Export ONNX...</source>
        <translation>导出 ONNX...</translation>
    </message>
    <message>
        <source>A landscape is drawn around the parameters of a run: train first, or show a stored run.</source>
        <translation>损失地形围绕一次运行的参数绘制：请先训练，或显示一次已保存的运行。</translation>
    </message>
    <message>
        <source>Another run is in progress. Stop it first.</source>
        <translation>另一次运行正在进行，请先停止。</translation>
    </message>
    <message>
        <source>Run %1 was removed</source>
        <translation>已移除运行 %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>The model was exported.</source>
        <translation>模型已导出。</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>撤销(&amp;U)：%1</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <translation>重做(&amp;R)：%1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) were removed</source>
        <translation>
            <numerusform>已移除 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>They stay in the trash until `saddle runs gc` empties it.</source>
        <translation>它们留在回收站中，直到用 `saddle runs gc` 清空。</translation>
    </message>
</context>
<context>
    <name>MemoryTimeline</name>
    <message>
        <source>Kernel %1 of %2: %3 alive</source>
        <translation>第 %1 / %2 个计算核：占用 %3</translation>
    </message>
    <message>
        <source>Most at %1</source>
        <translation>最多处：%1</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Graph</source>
        <translation>图(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Runs</source>
        <translation>运行记录(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export the trained model</source>
        <translation>导出训练好的模型(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Landscape</source>
        <translation>损失地形(&amp;L)</translation>
    </message>
    <message>
        <source>The program in %1</source>
        <translation>程序使用%1</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
</context>
<context>
    <name>MessageStrip</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>message. hint</comment>
        <translation>%1。%2</translation>
    </message>
</context>
<context>
    <name>MetricDisplay</name>
    <message>
        <source>samples / s</source>
        <translation>样本 / 秒</translation>
    </message>
    <message>
        <source>Samples trained on per second</source>
        <translation>每秒训练的样本数</translation>
    </message>
    <message>
        <source>step time</source>
        <translation>单步用时</translation>
    </message>
    <message>
        <source>Wall time of one optimizer step</source>
        <translation>一个优化步的实际用时</translation>
    </message>
    <message>
        <source>device busy</source>
        <translation>设备占用</translation>
    </message>
    <message>
        <source>Share of a step in which a kernel runs, from timestamps</source>
        <translation>单步中有计算核运行的时间占比，由时间戳测得</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Device memory of parameters, gradients, state and activations</source>
        <translation>参数、梯度、状态和激活占用的设备内存</translation>
    </message>
</context>
<context>
    <name>Minimap</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>The whole graph; drag to look elsewhere</source>
        <translation>整图；拖动可查看其他位置</translation>
    </message>
</context>
<context>
    <name>NodeFacts</name>
    <message>
        <source>scalar</source>
        <translation>标量</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Shapes</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>开销</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>time, % of roofline</source>
        <translation>用时，屋顶线占比</translation>
    </message>
    <message>
        <source>Its kernels appear when a step has been measured: press Train or Step.</source>
        <translation>测量过一步之后会显示它的计算核：请按“训练”或“单步”。</translation>
    </message>
    <message>
        <source>In</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>per step, batch %1</source>
        <translation>每步，批大小 %1</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Numbers that training changes</source>
        <translation>训练所改变的数值</translation>
    </message>
    <message>
        <source>FLOPs forward</source>
        <translation>前向计算量</translation>
    </message>
    <message>
        <source>One multiply-add counts as two</source>
        <translation>一次乘加计为两次运算</translation>
    </message>
    <message>
        <source>MACs per sample</source>
        <translation>每样本乘加数</translation>
    </message>
    <message>
        <source>Multiply-adds of convolutions and products, as papers count them</source>
        <translation>卷积与矩阵乘的乘加次数，按论文中的计法</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活值</translation>
    </message>
    <message>
        <source>Bytes written forward</source>
        <translation>前向写入的字节数</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Memory of the parameters</source>
        <translation>参数占用的内存</translation>
    </message>
    <message>
        <source>Measured time</source>
        <translation>实测用时</translation>
    </message>
    <message>
        <source>Its kernels forward, backward and update; kernels fused into another node&apos;s are counted there</source>
        <translation>其前向、反向和更新计算核；融合到其他节点的计算核计入那里</translation>
    </message>
</context>
<context>
    <name>NoteField</name>
    <message>
        <source>Text of the note</source>
        <translation>注释的文字</translation>
    </message>
    <message>
        <source>Edit text</source>
        <translation>编辑文字</translation>
    </message>
</context>
<context>
    <name>PaletteFamily</name>
    <message>
        <source>Show or hide the layers of this family</source>
        <translation>显示或隐藏此类层</translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message>
        <source>Search %1 layers</source>
        <translation>搜索 %1 种层</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>搜索层</translation>
    </message>
    <message>
        <source>Words of a layer&apos;s name or help; Enter adds the first one
/</source>
        <translation>层的名称或说明中的词；回车添加第一个
/</translation>
    </message>
    <message>
        <source>No layer is called that</source>
        <translation>没有这样的层</translation>
    </message>
    <message>
        <source>Try another word, or clear the search.</source>
        <translation>请换一个词，或清空搜索。</translation>
    </message>
    <message>
        <source>Edit layer...</source>
        <translation>编辑层…</translation>
    </message>
    <message>
        <source>Keep in my library</source>
        <translation>保存到我的层库</translation>
    </message>
    <message>
        <source>Delete from the project</source>
        <translation>从项目中删除</translation>
    </message>
    <message>
        <source>Delete layer %1</source>
        <translation>删除层 %1</translation>
    </message>
    <message numerus="yes">
        <source>It is used %n time(s): remove or unpack these first</source>
        <translation>
            <numerusform>它被使用了 %n 次：请先删除或拆开这些实例</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove from my library</source>
        <translation>从我的层库移除</translation>
    </message>
</context>
<context>
    <name>PaletteTile</name>
    <message>
        <source>Drag it to the canvas, or double-click to add it</source>
        <translation>拖到画布上，或双击添加</translation>
    </message>
</context>
<context>
    <name>PanelDocks</name>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>All layers, by family</source>
        <translation>按类别列出的全部层</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Ready projects and recent files</source>
        <translation>现成项目与最近文件</translation>
    </message>
    <message>
        <source>Data preview</source>
        <translation>数据预览</translation>
    </message>
    <message>
        <source>Samples and classes of the data set</source>
        <translation>数据集的样本与类别</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Messages of the engine</source>
        <translation>引擎消息</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Attributes, shapes and cost of what is selected</source>
        <translation>所选节点的属性、形状与开销</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练设置</translation>
    </message>
    <message>
        <source>Data, batch, optimizer, schedule</source>
        <translation>数据、批大小、优化器、学习率计划</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>整图</translation>
    </message>
    <message>
        <source>Sums and all nodes</source>
        <translation>合计与全部节点</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Curves of loss and accuracy</source>
        <translation>损失与准确率曲线</translation>
    </message>
    <message>
        <source>Landscape</source>
        <translation>损失地形</translation>
    </message>
    <message>
        <source>Loss around the run&apos;s parameters</source>
        <translation>参数周围的损失</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>All stored runs</source>
        <translation>全部已保存的运行</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What is wrong with the graph</source>
        <translation>图中的问题</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>编译计划</translation>
    </message>
    <message>
        <source>What the compiler makes of the graph</source>
        <translation>编译器对图的处理结果</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>Timeline, table and roofline of the kernels</source>
        <translation>计算核的时间线、表格与屋顶线图</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Lifetimes of tensors in device memory</source>
        <translation>张量在设备内存中的生存期</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Layers, operators and optimizers explained</source>
        <translation>层、算子与优化器的说明</translation>
    </message>
    <message>
        <source>Flight check</source>
        <translation>起飞检查</translation>
    </message>
    <message>
        <source>What a run will take and what may go wrong</source>
        <translation>训练需要多少资源、可能出什么问题</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>内部</translation>
    </message>
    <message>
        <source>What the model makes of samples: feature maps, filters, predictions, saliency, embedding, attention</source>
        <translation>模型对样本的处理：特征图、卷积核、预测、显著性、嵌入、注意力</translation>
    </message>
</context>
<context>
    <name>ParseValue</name>
    <message>
        <source>%1 is less than %2, the smallest allowed</source>
        <translation>%1 小于允许的最小值 %2</translation>
    </message>
    <message>
        <source>%1 is more than %2, the largest allowed</source>
        <translation>%1 大于允许的最大值 %2</translation>
    </message>
    <message>
        <source>Write a number</source>
        <translation>请输入一个数</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a number</source>
        <translation>“%1”不是数</translation>
    </message>
    <message>
        <source>%1 is not a whole number</source>
        <translation>%1 不是整数</translation>
    </message>
    <message>
        <source>Write one number or several, with commas</source>
        <translation>请输入一个或多个数，用逗号分隔</translation>
    </message>
</context>
<context>
    <name>PlanPanel</name>
    <message>
        <source>Stages of the compiler</source>
        <translation>编译阶段</translation>
    </message>
    <message>
        <source>Text of the stage</source>
        <translation>该阶段的文本</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>还没有计划</translation>
    </message>
    <message>
        <source>It shows what the compiler makes of a valid graph: operators, gradients, fused kernels, schedule and memory.</source>
        <translation>这里显示编译器如何处理有效的图：算子、梯度、融合计算核、调度与内存。</translation>
    </message>
    <message>
        <source>The compiler refused the graph</source>
        <translation>编译器拒绝了此图</translation>
    </message>
    <message>
        <source>Choose a stage to read what the compiler made of the graph</source>
        <translation>选择一个阶段，查看编译器对图的处理结果</translation>
    </message>
    <message>
        <source>From the plan without fusion</source>
        <translation>与不融合的计划相比</translation>
    </message>
    <message>
        <source>From the plan without %1</source>
        <translation>与关闭 %1 的计划相比</translation>
    </message>
    <message>
        <source>The plan to compare with</source>
        <translation>用于比较的计划</translation>
    </message>
    <message>
        <source>What this plan is compared with: that of the same graph with a pass of the compiler switched off</source>
        <translation>与当前计划比较的对象：同一张图在关闭编译器某个步骤后的计划</translation>
    </message>
</context>
<context>
    <name>PlaygroundWindow</name>
    <message>
        <source>Optimizer playground</source>
        <translation>优化器游乐场</translation>
    </message>
    <message>
        <source>Map of the function with the optimizers&apos; ways</source>
        <translation>函数地图与各优化器的路径</translation>
    </message>
    <message>
        <source>Function</source>
        <translation>函数</translation>
    </message>
    <message>
        <source>Race</source>
        <translation>赛跑</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Add optimizer</source>
        <translation>添加优化器</translation>
    </message>
    <message>
        <source>Optimizer %1</source>
        <translation>优化器 %1</translation>
    </message>
    <message>
        <source>Take it out of the race</source>
        <translation>退出赛跑</translation>
    </message>
</context>
<context>
    <name>ProblemsPanel</name>
    <message>
        <source>Problems of the graph</source>
        <translation>图的问题</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>The graph is being checked</source>
        <translation>正在检查图</translation>
    </message>
    <message>
        <source>The graph is valid: press Train.</source>
        <translation>图有效：请按“训练”。</translation>
    </message>
    <message>
        <source>Click a problem to see where it is</source>
        <translation>点击问题可查看其位置</translation>
    </message>
</context>
<context>
    <name>ProgressDisplay</name>
    <message>
        <source>Progress of training</source>
        <translation>训练进度</translation>
    </message>
    <message>
        <source>Open a project to train</source>
        <translation>打开项目后即可训练</translation>
    </message>
    <message>
        <source>Idle. Train begins a run.</source>
        <translation>空闲。按“训练”开始运行。</translation>
    </message>
    <message numerus="yes">
        <source>Finished: %n step(s) in %1</source>
        <translation>
            <numerusform>已完成：%1 内 %n 步</numerusform>
        </translation>
    </message>
    <message>
        <source>Diverged at step %1: the loss became NaN or infinite</source>
        <translation>在第 %1 步发散：损失变为 NaN 或无穷</translation>
    </message>
    <message>
        <source>Failed at step %1</source>
        <translation>在第 %1 步失败</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n step(s) in %1; the checkpoint is kept</source>
        <translation>
            <numerusform>在 %1 内 %n 步后停止；检查点已保存</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing: data, plan, kernels</source>
        <translation>准备中：数据、计划、计算核</translation>
    </message>
    <message>
        <source>Epoch &lt;b&gt;%1 / %2&lt;/b&gt;</source>
        <translation>轮次 %1 / %2</translation>
    </message>
    <message>
        <source>step %1 / %2</source>
        <translation>步 %1 / %2</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>ETA %1</source>
        <translation>剩余 %1</translation>
    </message>
</context>
<context>
    <name>ProjectCard</name>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Opens a copy of this project (Enter)</source>
        <translation>打开此项目的副本（回车）</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>needs data</source>
        <translation>需要数据</translation>
    </message>
</context>
<context>
    <name>ProjectsPanel</name>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Double-click opens a copy</source>
        <translation>双击打开副本</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
</context>
<context>
    <name>Reference</name>
    <message>
        <source>&quot;%1&quot; is neither true nor false</source>
        <translation>“%1”既不是 true 也不是 false</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is none of the choices</source>
        <translation>“%1”不在可选项之中</translation>
    </message>
    <message>
        <source>A name with $ is an attribute of the group around a node: there is none here</source>
        <translation>带 $ 的名称是节点所在组的属性：这里没有</translation>
    </message>
    <message>
        <source>An attribute of the group stands alone, without arithmetic: %1</source>
        <translation>组的属性须单独书写，不能参与运算：%1</translation>
    </message>
    <message>
        <source>The group has no %1, but: %2</source>
        <translation>组没有 %1，只有：%2</translation>
    </message>
</context>
<context>
    <name>RenameField</name>
    <message>
        <source>Name of the layer</source>
        <translation>层的名称</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
</context>
<context>
    <name>RunsColumns</name>
    <message>
        <source>Values and settings</source>
        <translation>数值与设置</translation>
    </message>
</context>
<context>
    <name>RunsComparison</name>
    <message>
        <source>Back to the list of runs</source>
        <translation>返回运行列表</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>所有运行</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比较的内容</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Kernels</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>Settings that differ</source>
        <translation>不同的设置</translation>
    </message>
    <message>
        <source>Best values and what the runs took</source>
        <translation>最佳数值与运行耗费</translation>
    </message>
    <message>
        <source>Best values and what the runs took; the best of them is bold</source>
        <translation>最佳数值与运行耗费；其中最好的以粗体显示</translation>
    </message>
    <message>
        <source>Milliseconds of a step by kernel</source>
        <translation>一步中各计算核的毫秒数</translation>
    </message>
    <message>
        <source>Milliseconds of a step; the last column is the second run&apos;s against the first&apos;s</source>
        <translation>一步的毫秒数；最后一列是第二个运行与第一个运行之比</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s) side by side</source>
        <translation>
            <numerusform>并排 %n 个运行</numerusform>
        </translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>They differ in none</source>
        <translation>没有不同之处</translation>
    </message>
    <message>
        <source>value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>kernel</source>
        <translation>计算核</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>ratio</source>
        <translation>比值</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Parameters and values of each run as a line</source>
        <translation>每个运行的参数与数值，各为一条线</translation>
    </message>
    <message>
        <source>Parameters that differ and the values that were reached; each run is the line that it is in the loss view</source>
        <translation>不同的参数与达到的数值；每个运行的线与损失视图中相同</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 小时前</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1 天前</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>发散</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>val loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>val acc</source>
        <translation>验证准确率</translation>
    </message>
    <message>
        <source>train loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>when</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Training loss over the run, on a scale of its own</source>
        <translation>运行中的训练损失，各自的刻度</translation>
    </message>
    <message>
        <source>Words to find runs by, apart by spaces: tag:cnn in the filter. F2 or a double-click edits them.</source>
        <translation>用于查找运行的词，以空格分隔：在筛选中写 tag:cnn。按 F2 或双击即可编辑。</translation>
    </message>
    <message>
        <source>F2 or a double-click writes a note.</source>
        <translation>按 F2 或双击即可写备注。</translation>
    </message>
    <message>
        <source>forked from run %1 at step %2</source>
        <translation>从运行 %1 的第 %2 步分出</translation>
    </message>
    <message>
        <source>curve</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>RunsPanel</name>
    <message>
        <source>Filter runs</source>
        <translation>筛选运行</translation>
    </message>
    <message>
        <source>Stored runs</source>
        <translation>已保存的运行</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Every run is kept here with its settings, curves and weights. Press Train to make one.</source>
        <translation>每次运行都会连同设置、曲线和权重保存在这里。按“训练”即可产生一次运行。</translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n 次运行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n run(s)</source>
        <translation>
            <numerusform>%n 次运行中的 %1 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a run in the table first.</source>
        <translation>请先在表中选择一次运行。</translation>
    </message>
    <message>
        <source>Show curves and kernels</source>
        <translation>显示曲线与计算核</translation>
    </message>
    <message>
        <source>In the live views (Enter)</source>
        <translation>在实时视图中显示（回车）</translation>
    </message>
    <message>
        <source>Open its project</source>
        <translation>打开其项目</translation>
    </message>
    <message>
        <source>The graph and settings that the run had, as a new project</source>
        <translation>以新项目打开该运行的图与设置</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>Continue from its last checkpoint</source>
        <translation>从最后一个检查点继续</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>ONNX model...</source>
        <translation>ONNX 模型...</translation>
    </message>
    <message>
        <source>safetensors weights...</source>
        <translation>safetensors 权重...</translation>
    </message>
    <message>
        <source>PyTorch script...</source>
        <translation>PyTorch 脚本...</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Train on</source>
        <translation>继续训练</translation>
    </message>
    <message>
        <source>As many epochs again, from its last checkpoint</source>
        <translation>从最后一个检查点再训练同样多的轮数</translation>
    </message>
    <message>
        <source>The run in progress has the live views.</source>
        <translation>实时视图正由进行中的运行使用。</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Out of the trash, with all they had</source>
        <translation>从回收站取出，包括其全部内容</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Curves in the loss view; settings, values and kernels side by side</source>
        <translation>损失视图中显示曲线；并排显示设置、数值与计算核</translation>
    </message>
    <message>
        <source>Edit tags</source>
        <translation>编辑标签</translation>
    </message>
    <message>
        <source>Words to find runs by: tag:cnn in the filter</source>
        <translation>用于查找运行的词：在筛选中写 tag:cnn</translation>
    </message>
    <message>
        <source>Edit note</source>
        <translation>编辑备注</translation>
    </message>
    <message>
        <source>What is worth remembering of the run</source>
        <translation>这个运行值得记住的内容</translation>
    </message>
    <message>
        <source>Into the trash, with checkpoints and curves (Del)</source>
        <translation>连同检查点与曲线移入回收站 (Del)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Words, or comparisons: loss&lt;0.1 and tag:cnn, status=finished or lr&gt;=0.01, not (adam or &quot;batch norm&quot;)</source>
        <translation>词语或比较：loss&lt;0.1 and tag:cnn、status=finished or lr&gt;=0.01、not (adam or &quot;batch norm&quot;)</translation>
    </message>
    <message>
        <source>The trash: runs that were removed</source>
        <translation>回收站：已移除的运行</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>What can be done with the chosen runs; columns</source>
        <translation>对所选运行可以做的事；列的选择</translation>
    </message>
    <message>
        <source>Actions for the chosen runs</source>
        <translation>所选运行的操作</translation>
    </message>
    <message>
        <source>Double-click shows a run&apos;s curves and kernels; several chosen runs can be compared; a right click on the header chooses columns</source>
        <translation>双击显示运行的曲线和计算核；选中多个运行可以比较；右键单击表头选择列</translation>
    </message>
    <message>
        <source>Trash: %1</source>
        <translation>回收站：%1</translation>
    </message>
    <message>
        <source>No run fits the filter</source>
        <translation>没有符合筛选的运行</translation>
    </message>
    <message>
        <source>Clear the line above to see all of them.</source>
        <translation>清空上面的输入即可看到全部。</translation>
    </message>
    <message>
        <source>The trash is empty</source>
        <translation>回收站是空的</translation>
    </message>
    <message>
        <source>Removed runs stay here until `saddle runs gc` empties it.</source>
        <translation>移除的运行留在这里，直到用 `saddle runs gc` 清空。</translation>
    </message>
    <message>
        <source>Choose two runs or more in the table: Ctrl or Shift and a click</source>
        <translation>请在表中选择两个以上的运行：按住 Ctrl 或 Shift 单击</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Open or close this part</source>
        <translation>展开或收起此部分</translation>
    </message>
</context>
<context>
    <name>ShapeLabel</name>
    <message>
        <source>class ids</source>
        <translation>类别编号</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Search commands and keys</source>
        <translation>搜索命令和按键</translation>
    </message>
    <message>
        <source>Part of a command&apos;s name or of its keys</source>
        <translation>命令名称或按键的一部分</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Double-click a command, then press its new keys</source>
        <translation>双击命令，然后按下新的按键</translation>
    </message>
    <message>
        <source>Keys of the command</source>
        <translation>命令的按键</translation>
    </message>
    <message>
        <source>Click here and press the new keys</source>
        <translation>点击此处并按下新的按键</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>改用于此</translation>
    </message>
    <message>
        <source>The other command has no shortcut then</source>
        <translation>另一命令将不再有快捷键</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>This command has no shortcut</source>
        <translation>此命令不设快捷键</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>The command&apos;s own keys again</source>
        <translation>恢复该命令的默认按键</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>All commands have their own keys again</source>
        <translation>恢复所有命令的默认按键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Changes are kept already</source>
        <translation>更改已保存</translation>
    </message>
    <message>
        <source>Changed; its own: %1</source>
        <translation>已更改；默认：%1</translation>
    </message>
    <message>
        <source>Choose a command</source>
        <translation>请选择命令</translation>
    </message>
    <message>
        <source>%1 is the shortcut of &quot;%2&quot;.</source>
        <translation>%1 是“%2”的快捷键。</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n 个错误</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Graph valid, %n hint(s)</source>
        <translation>
            <numerusform>图有效，%n 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>Graph valid</source>
        <translation>图有效</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wire(s)</source>
        <translation>
            <numerusform>%n 条连线</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>Selected: %1</source>
        <translation>已选：%1</translation>
    </message>
    <message numerus="yes">
        <source>Selected: %n node(s)</source>
        <translation>
            <numerusform>已选：%n 个节点</numerusform>
        </translation>
    </message>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>checkpoint at step %1</source>
        <translation>第 %1 步的检查点</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>种子 %1</translation>
    </message>
</context>
<context>
    <name>StepView</name>
    <message>
        <source>Forward</source>
        <translation>前向</translation>
    </message>
    <message>
        <source>Backward</source>
        <translation>反向</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Elements: %1</source>
        <translation>元素：%1</translation>
    </message>
    <message>
        <source>Before the update (outline): %1</source>
        <translation>更新前（轮廓）：%1</translation>
    </message>
    <message>
        <source>After it (filled): %1</source>
        <translation>更新后（填充）：%1</translation>
    </message>
    <message>
        <source>Histogram of what goes along the wire</source>
        <translation>连线上数值的直方图</translation>
    </message>
    <message>
        <source>Histogram of the gradient</source>
        <translation>梯度的直方图</translation>
    </message>
    <message>
        <source>Histogram of the weights before and after the update</source>
        <translation>更新前后权重的直方图</translation>
    </message>
    <message>
        <source>Map %1</source>
        <translation>特征图 %1</translation>
    </message>
    <message>
        <source>The first sample&apos;s maps</source>
        <translation>第一个样本的特征图</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>The parameter that is shown</source>
        <translation>所显示的参数</translation>
    </message>
    <message>
        <source>Step 1 of a run to be</source>
        <translation>尚未开始的运行的第 1 步</translation>
    </message>
    <message>
        <source>Step %1 of run %2</source>
        <translation>运行 %2 的第 %1 步</translation>
    </message>
    <message>
        <source>One optimizer step, phase by phase</source>
        <translation>逐阶段查看一个优化步</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>Computing...</source>
        <translation>正在计算……</translation>
    </message>
    <message>
        <source>Pause the run to take a step apart.</source>
        <translation>暂停运行后可逐阶段查看一步。</translation>
    </message>
    <message>
        <source>Forward computes what goes along this wire for the next batch.</source>
        <translation>“前向”计算下一批数据沿此连线的数值。</translation>
    </message>
    <message>
        <source>Compute the next batch up to this wire</source>
        <translation>把下一批数据计算到此连线</translation>
    </message>
    <message>
        <source>Compute the gradient of the loss at this wire</source>
        <translation>计算损失在此连线处的梯度</translation>
    </message>
    <message>
        <source>Compute the weights after the update; a paused run takes the step</source>
        <translation>计算更新后的权重；暂停的运行会走完这一步</translation>
    </message>
    <message>
        <source>Do the forward pass first.</source>
        <translation>请先做前向计算。</translation>
    </message>
    <message>
        <source>Do the backward pass first.</source>
        <translation>请先做反向计算。</translation>
    </message>
    <message>
        <source>The loss has no gradient by what goes along here.</source>
        <translation>损失对这里流过的内容没有梯度。</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Least and largest element of the batch</source>
        <translation>这一批中最小和最大的元素</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Mean and deviation of all elements</source>
        <translation>所有元素的均值和标准差</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零</translation>
    </message>
    <message>
        <source>Share of elements that are 0</source>
        <translation>为 0 的元素所占比例</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>非有限</translation>
    </message>
    <message>
        <source>NaN or infinite</source>
        <translation>NaN 或无穷大</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>更新前</translation>
    </message>
    <message>
        <source>Mean and deviation: outline of the histogram</source>
        <translation>均值和标准差：直方图的轮廓</translation>
    </message>
    <message>
        <source>After</source>
        <translation>更新后</translation>
    </message>
    <message>
        <source>Mean and deviation: filled part of the histogram</source>
        <translation>均值和标准差：直方图的填充部分</translation>
    </message>
    <message>
        <source>Its length (L2)</source>
        <translation>其长度（L2）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Length of what the update adds, and its share of the weights&apos; own</source>
        <translation>更新量的长度，及其占权重自身长度的比例</translation>
    </message>
</context>
<context>
    <name>TimeBar</name>
    <message>
        <source>Step of the run that is shown</source>
        <translation>所显示的运行步</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>best checkpoint</source>
        <translation>最佳检查点</translation>
    </message>
    <message>
        <source>checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>stored point</source>
        <translation>存点</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>Every view at this step: curves and heat of the step itself, weights of the stored point before it</source>
        <translation>所有视图都在这一步：曲线和热度是该步本身的，权重是它之前存点的</translation>
    </message>
    <message>
        <source>Pause the run to look at its earlier steps.</source>
        <translation>暂停运行后可查看较早的步。</translation>
    </message>
    <message>
        <source>There is no run to look back on.</source>
        <translation>还没有可以回看的运行。</translation>
    </message>
    <message>
        <source>Step %1: %2, %3</source>
        <translation>第 %1 步：%2，%3</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>now, step %1</source>
        <translation>现在，第 %1 步</translation>
    </message>
    <message>
        <source>weights of step %1, %2</source>
        <translation>权重取自第 %1 步，%2</translation>
    </message>
    <message>
        <source>All views are at the newest step.</source>
        <translation>所有视图都在最新一步。</translation>
    </message>
    <message>
        <source>Move all views to the stored point before</source>
        <translation>把所有视图移到前一个存点</translation>
    </message>
    <message>
        <source>Move all views to the stored point after</source>
        <translation>把所有视图移到后一个存点</translation>
    </message>
    <message>
        <source>Move all views to the newest step of the run</source>
        <translation>把所有视图移到运行的最新一步</translation>
    </message>
</context>
<context>
    <name>TitleStrip</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>有未保存的修改</translation>
    </message>
    <message>
        <source>Saved just now</source>
        <translation>刚刚保存</translation>
    </message>
    <message>
        <source>Saved %1 min ago</source>
        <translation>%1 分钟前已保存</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Begin with a ready project</source>
        <translation>从现成项目开始</translation>
    </message>
    <message>
        <source>Each card is a model that trains on this computer. A click opens a copy. The next step opens LeNet-5, which reads handwritten digits.</source>
        <translation>每张卡片都是可在本机训练的模型，点击即打开副本。下一步将打开识别手写数字的 LeNet-5。</translation>
    </message>
    <message>
        <source>Build with layers</source>
        <translation>用层搭建</translation>
    </message>
    <message>
        <source>Drag a layer onto the canvas, or press / there and type its name. Dropped on a wire it is inserted. Every wire shows its shape, every mistake what to do about it.</source>
        <translation>将层拖到画布上，或在画布上按 / 并输入名称。拖到连线上即可插入。每条连线显示形状，每个错误给出解决办法。</translation>
    </message>
    <message>
        <source>Change what is selected</source>
        <translation>修改所选内容</translation>
    </message>
    <message>
        <source>The inspector shows the attributes, shapes and cost of the selected layer; Training beside it has data, batch and optimizer. F1 explains the layer. Everything can be undone.</source>
        <translation>检查器显示所选层的属性、形状和开销；旁边的训练设置包含数据、批量和优化器。按 F1 查看该层的说明。一切都可撤销。</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>F5 starts, F6 pauses, F10 does a single step. Each run is kept, with its weights and curves.</source>
        <translation>F5 开始，F6 暂停，F10 单步执行。每次运行都会保留其权重和曲线。</translation>
    </message>
    <message>
        <source>Look inside while it runs</source>
        <translation>运行时观察内部</translation>
    </message>
    <message>
        <source>Curves, the loss landscape and every kernel on the device. Point at a kernel and its layer lights up on the canvas, and the other way round.</source>
        <translation>曲线、损失地形以及设备上的每个计算核。指向计算核时画布上对应的层会亮起，反之亦然。</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>End the tour; Help &gt; Tour shows it again (Esc)</source>
        <translation>结束导览；可从“帮助 &gt; 导览”再次打开 (Esc)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>返回上一步</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>导览</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束导览</translation>
    </message>
</context>
<context>
    <name>Trainer</name>
    <message>
        <source>A run is in progress.</source>
        <translation>一次运行正在进行。</translation>
    </message>
    <message>
        <source>Open a project to train.</source>
        <translation>打开项目后即可训练。</translation>
    </message>
    <message>
        <source>The graph is being checked.</source>
        <translation>正在检查图。</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s): training needs a valid graph</source>
        <translation>
            <numerusform>%n 个错误：训练需要有效的图</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainingBar</name>
    <message>
        <source>Training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train this project, or continue after a pause</source>
        <translation>训练此项目，或在暂停后继续</translation>
    </message>
    <message>
        <source>Pause after the current step</source>
        <translation>当前步完成后暂停</translation>
    </message>
    <message>
        <source>No run is in progress.</source>
        <translation>没有进行中的运行。</translation>
    </message>
    <message>
        <source>Pause, then do one optimizer step</source>
        <translation>暂停，然后执行一个优化步</translation>
    </message>
    <message>
        <source>Do one optimizer step</source>
        <translation>执行一个优化步</translation>
    </message>
    <message>
        <source>End the run with a checkpoint</source>
        <translation>保存检查点并结束运行</translation>
    </message>
    <message>
        <source>Show or hide the tool bar</source>
        <translation>显示或隐藏工具栏</translation>
    </message>
    <message>
        <source>The rest of the tool bar</source>
        <translation>工具栏的其余部分</translation>
    </message>
</context>
<context>
    <name>TrainingPanel</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Learning rate schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>Weights and checkpoints</source>
        <translation>权重与检查点</translation>
    </message>
    <message>
        <source>Choose folder...</source>
        <translation>选择文件夹...</translation>
    </message>
    <message>
        <source>A folder with MNIST&apos;s IDX files, plain or gzip, or any other that a loader recognises</source>
        <translation>含 MNIST 的 IDX 文件（原始或 gzip）的文件夹，或任何加载器能识别的文件夹</translation>
    </message>
    <message>
        <source>Folder with data</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改%1</translation>
    </message>
    <message>
        <source>Objective %1</source>
        <translation>目标 %1</translation>
    </message>
    <message>
        <source>Add objective</source>
        <translation>添加目标</translation>
    </message>
    <message>
        <source>A loss of its own for some of the parameters, as the two sides of a GAN have</source>
        <translation>为部分参数单设一个损失，如 GAN 的两方</translation>
    </message>
    <message>
        <source>Remove objective</source>
        <translation>删除目标</translation>
    </message>
    <message>
        <source>objectives</source>
        <translation>目标</translation>
    </message>
</context>
<context>
    <name>WeightHistogram</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>As training begins (outline): %1</source>
        <translation>训练开始时（轮廓）：%1</translation>
    </message>
    <message>
        <source>Now (filled): %1</source>
        <translation>现在（填充）：%1</translation>
    </message>
</context>
<context>
    <name>WeightsView</name>
    <message>
        <source>The parameter that is shown</source>
        <translation>所显示的参数</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Histogram of the parameter&apos;s values</source>
        <translation>参数值的直方图</translation>
    </message>
    <message>
        <source>Filters as pictures</source>
        <translation>滤波器图像</translation>
    </message>
    <message>
        <source>As training begins</source>
        <translation>训练开始时</translation>
    </message>
    <message>
        <source>Mean and deviation: outline of the histogram</source>
        <translation>均值与标准差：直方图的轮廓</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Mean and deviation: filled part of the histogram</source>
        <translation>均值与标准差：直方图的填充部分</translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>NaN or infinite</source>
        <translation>NaN 或无穷大</translation>
    </message>
    <message>
        <source>Run %1 at step %2</source>
        <translation>训练 %1，第 %2 步</translation>
    </message>
    <message>
        <source>By the initializer and the project&apos;s seed; train to see them change.</source>
        <translation>由初始化方法与项目的种子得出；训练后可看到变化。</translation>
    </message>
    <message>
        <source>Too large to be drawn before it is trained.</source>
        <translation>太大，训练前不予生成。</translation>
    </message>
    <message>
        <source>At step %1</source>
        <translation>第 %1 步时</translation>
    </message>
</context>
<context>
    <name>WireTips</name>
    <message>
        <source>%1: norm %2, mean %3 ± %4, from %5 to %6</source>
        <translation>%1：范数 %2，均值 %3 ± %4，从 %5 到 %6</translation>
    </message>
    <message>
        <source>%1 not finite</source>
        <translation>%1 个非有限值</translation>
    </message>
    <message>
        <source>Step 1 of a run to be</source>
        <translation>尚未开始的运行的第 1 步</translation>
    </message>
    <message>
        <source>Step %1 of run %2</source>
        <translation>运行 %2 的第 %1 步</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s)</source>
        <translation>
            <numerusform>%n 个样本</numerusform>
        </translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>The loss has no gradient by what goes along here.</source>
        <translation>损失对这里流过的内容没有梯度。</translation>
    </message>
    <message>
        <source>Pause the run to see what goes along it.</source>
        <translation>暂停运行即可查看流过这里的内容。</translation>
    </message>
    <message>
        <source>Click it to compute what goes along it.</source>
        <translation>点击连线以计算流过这里的内容。</translation>
    </message>
    <message>
        <source>Computing...</source>
        <translation>正在计算……</translation>
    </message>
</context>
<context>
    <name>saddle::app</name>
    <message>
        <source>Add layer...</source>
        <translation>添加层...</translation>
    </message>
    <message>
        <source>Search a layer and wire it to the selection</source>
        <translation>搜索层并接到所选节点</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy the selection and delete it</source>
        <translation>复制所选内容并删除</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected layers as text</source>
        <translation>将所选层复制为文本</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste layers, also from another window or a file&apos;s text</source>
        <translation>粘贴层，也可来自其他窗口或文件文本</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Copy the selected layers beside themselves, with what feeds them</source>
        <translation>在旁边创建所选层的副本，连同其输入连线</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete what is selected; wires through it are healed</source>
        <translation>删除所选内容；穿过它的连线会自动接好</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Select all layers</source>
        <translation>选中全部层</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>清除选择</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Edit the layer&apos;s name in place</source>
        <translation>就地编辑层名</translation>
    </message>
    <message>
        <source>Bypass</source>
        <translation>旁路</translation>
    </message>
    <message>
        <source>Let the selected layers pass their input through</source>
        <translation>让所选层直接传递其输入</translation>
    </message>
    <message>
        <source>Connect selected</source>
        <translation>连接所选</translation>
    </message>
    <message>
        <source>Wire the selected layers in the order of selection</source>
        <translation>按选择顺序连接所选层</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Remove all wires of the selected layers</source>
        <translation>移除所选层的全部连线</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>自动排列</translation>
    </message>
    <message>
        <source>Place all layers from left to right with few crossings</source>
        <translation>从左到右排列全部层，尽量减少交叉</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>吸附</translation>
    </message>
    <message>
        <source>Moved layers keep to the grid and to each other; Ctrl while dragging: not</source>
        <translation>移动的层吸附到网格和其他层；拖动时按住 Ctrl 则不吸附</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Show the whole graph</source>
        <translation>显示整图</translation>
    </message>
    <message>
        <source>Zoom to selection</source>
        <translation>缩放到所选</translation>
    </message>
    <message>
        <source>Show what is selected</source>
        <translation>显示所选内容</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>更大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>更小</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Zoom 100 %</source>
        <translation>缩放 100 %</translation>
    </message>
    <message>
        <source>Export as image...</source>
        <translation>导出为图片...</translation>
    </message>
    <message>
        <source>Write the graph as SVG or PNG</source>
        <translation>将图写为 SVG 或 PNG</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>不小于 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>不大于 %1</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>default %1</source>
        <translation>默认 %1</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>可选 %1</translation>
    </message>
    <message>
        <source>may be left free</source>
        <translation>可不连接</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>任意个</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Name and meaning are those of ONNX&apos;s operator.</source>
        <translation>名称和含义与 ONNX 算子相同。</translation>
    </message>
    <message>
        <source>ONNX has no such operator; it is exported as others that it consists of.</source>
        <translation>ONNX 没有此算子；导出时拆成其所含的其他算子。</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>It is differentiated.</source>
        <translation>可求导。</translation>
    </message>
    <message>
        <source>None: %1</source>
        <translation>无：%1</translation>
    </message>
    <message>
        <source>Keeps of each parameter</source>
        <translation>为每个参数保存</translation>
    </message>
    <message>
        <source>Operators</source>
        <translation>算子</translation>
    </message>
    <message>
        <source>Optimizers</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>成组</translation>
    </message>
    <message>
        <source>Make the selected layers one group, with ports where wires enter and leave</source>
        <translation>把选中的层合为一组，连线进出处成为端口</translation>
    </message>
    <message>
        <source>Unpack group</source>
        <translation>拆开组</translation>
    </message>
    <message>
        <source>Put what the selected groups contain in their place</source>
        <translation>用组内的内容替换选中的组</translation>
    </message>
    <message>
        <source>Expand or collapse</source>
        <translation>展开或收起</translation>
    </message>
    <message>
        <source>Show what the selected groups contain where they stand</source>
        <translation>就地显示选中组的内容</translation>
    </message>
    <message>
        <source>Enter group</source>
        <translation>进入组</translation>
    </message>
    <message>
        <source>Draw the inside of the selected group; changes are in all its instances</source>
        <translation>绘制选中组的内部；改动对它的所有实例生效</translation>
    </message>
    <message>
        <source>Leave group</source>
        <translation>离开组</translation>
    </message>
    <message>
        <source>Back to what is around this group</source>
        <translation>回到组外</translation>
    </message>
    <message>
        <source>Save as layer...</source>
        <translation>保存为层…</translation>
    </message>
    <message>
        <source>Name the group, give it attributes, keep it in the palette and in your library</source>
        <translation>为组命名、设定属性，保存到面板和你的层库</translation>
    </message>
    <message>
        <source>Add comment</source>
        <translation>添加注释</translation>
    </message>
    <message>
        <source>A note on the canvas</source>
        <translation>画布上的一条注释</translation>
    </message>
    <message>
        <source>Add frame</source>
        <translation>添加框</translation>
    </message>
    <message>
        <source>A titled area around the selection that takes what is in it along</source>
        <translation>围住所选内容、带标题的区域，移动时带上其中的一切</translation>
    </message>
</context>
</TS>
